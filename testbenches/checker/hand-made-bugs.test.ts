// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from 'vitest';
import { DifferenceError } from '../../sim/checker/index.ts';
import { type Manifest, parseManifest } from '../../sim/manifest/index.ts';
import type { GeneratedModel } from '../support/generated-model.ts';
import { buggyChannel, buggyDirectPath, buggyRemoteServer, buildBuggyDesign } from './buggy-designs.ts';
import { handMadeBugs, insertBugs, selectPort } from './hand-made-bugs.ts';
import { runRandomly } from './random-run.ts';

const seed = 1;
const traffic = {
  seed,
  cycles: 20_000,
  stall: 0.2,
  hostility: 0.15,
  commandRate: 0.3,
  registerRate: 0.02,
  resets: 0.0005,
};

const designs = [buggyChannel, buggyDirectPath, buggyRemoteServer];

describe.each(designs)(`bugs made by hand in $title, traffic of seed ${seed}`, (design) => {
  let built: GeneratedModel;
  let manifest: Manifest;
  beforeAll(async () => {
    built = await buildBuggyDesign(design);
    manifest = parseManifest(JSON.stringify(built.manifest), 'the generated manifest');
  }, 120_000);

  /** Runs the design with one of the bugs, 0 for none. */
  function runWith(bug: number): DifferenceError | undefined {
    const model = built.create(seed);
    model.port(selectPort).value = bug;
    try {
      runRandomly(model, manifest, traffic);
      return undefined;
    } catch (error) {
      if (error instanceof DifferenceError) return error;
      throw error;
    } finally {
      model.dispose();
    }
  }

  test('without one of them there is no difference', () => {
    expect(runWith(0)?.message).toBeUndefined();
  });

  test.each(design.bugs.map((bug, index) => ({ ...bug, number: index + 1 })))(
    '$name',
    ({ number, rules }) => {
      const error = runWith(number);
      expect(rules, error?.message).toContain(error?.difference.rule);
      const { cycle, states, events, waveform } = error!.difference;
      expect(states.length).toBeGreaterThan(5);
      expect(events.length).toBeGreaterThan(0);
      expect(waveform).toContain(`>${cycle}<`);
    },
  );
});

test('a bug that no longer fits the generated text says so', () => {
  expect(() => insertBugs(handMadeBugs, 'top', 'module baton_call_tags;', 'baton_call_tags.v')).toThrow(
    "'(<<second_returns && waiting_q[second_tag]>>)' fits baton_call_tags.v in 0 places instead of one",
  );
});
