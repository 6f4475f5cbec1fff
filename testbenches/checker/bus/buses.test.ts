// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from 'vitest';
import { DifferenceError } from '../../../sim/checker/index.ts';
import { type Manifest, parseManifest } from '../../../sim/manifest/index.ts';
import type { GeneratedModel } from '../../support/generated-model.ts';
import { buildBuggyDesign } from '../buggy-designs.ts';
import { selectPort } from '../hand-made-bugs.ts';
import { runRandomly, withRepeat } from '../random-run.ts';
import { busDesigns } from './bus-bugs.ts';
import { type NoiseRun, runNoise } from './noise-run.ts';

/** `BATON_SEED=7 npx vitest run testbenches/checker/bus/buses.test.ts` makes the runs with seed 7. */
const seed = Number(process.env.BATON_SEED ?? 1);
const repeat = `BATON_SEED=${seed} npx vitest run testbenches/checker/bus/buses.test.ts`;

const noise = { seed, cycles: 4_000, stall: 0.2, resets: 0.002 } as const;
const software = {
  seed,
  cycles: 3_000,
  stall: 0.2,
  hostility: 0.15,
  commandRate: 0.3,
  registerRate: 0.03,
  resets: 0.001,
} as const;

describe.each(busDesigns)(`$title, traffic of seed ${seed}`, (design) => {
  let built: GeneratedModel;
  let manifest: Manifest;
  beforeAll(async () => {
    built = await buildBuggyDesign(design);
    manifest = parseManifest(JSON.stringify(built.manifest), 'the generated manifest');
  }, 120_000);

  function withBug<Result>(
    bug: number,
    run: (model: ReturnType<GeneratedModel['create']>) => Result,
  ): Result {
    const model = built.create(seed);
    model.port(selectPort).value = bug;
    try {
      return withRepeat(repeat, () => run(model));
    } finally {
      model.dispose();
    }
  }

  const noiseWith = (bug: number, run: NoiseRun = noise) =>
    withBug(bug, (model) => runNoise(model, manifest, run));

  test.each([0, 0.2, 0.6])('anything at the pins makes no difference, a stall of %d', (stall) => {
    const { accesses, directions } = noiseWith(0, { ...noise, stall });
    expect(accesses.bus).toBeGreaterThan(noise.cycles / 2);
    expect(accesses.register).toBeGreaterThan(noise.cycles / 20);
    // Noise takes the parties' permission away as often as it gives it, and their messages wait then.
    for (const { messages } of directions) expect(messages).toBeGreaterThan(5);
  });

  test('software behind the bus makes no difference', () => {
    const { accesses, directions } = withBug(0, (model) => runRandomly(model, manifest, software));
    expect(accesses.bus).toBeGreaterThan(software.cycles / 10);
    for (const { messages } of directions) expect(messages).toBeGreaterThan(10);
  });

  test.each(design.bugs.map((bug, index) => ({ ...bug, number: index + 1 })))(
    '$name',
    ({ number, rules }) => {
      let found: DifferenceError | undefined;
      try {
        noiseWith(number);
      } catch (error) {
        if (!(error instanceof DifferenceError)) throw error;
        found = error;
      }
      expect(rules, found?.message).toContain(found?.difference.rule);
      expect(found!.difference.events.length).toBeGreaterThan(0);
    },
  );
});
