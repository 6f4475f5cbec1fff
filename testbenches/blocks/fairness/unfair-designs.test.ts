// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { presets } from '../../../hdl-gen/configuration/index.ts';
import { DifferenceError } from '../../../sim/checker/index.ts';
import { type Manifest, parseManifest } from '../../../sim/manifest/index.ts';
import { type HandMadeBug, insertBugs, selectPort } from '../../checker/hand-made-bugs.ts';
import { runRandomly } from '../../checker/random-run.ts';
import { buildGenerated, type GeneratedModel } from '../../support/generated-model.ts';

const traffic = {
  seed: 1,
  cycles: 20_000,
  stall: 0.1,
  hostility: 0,
  commandRate: 0.02,
  registerRate: 0,
  resets: 0,
};
const rules = ['order of service', 'turns', 'pace', 'answer', 'none left', 'statistics'] as const;

const bugs: readonly HandMadeBug[] = [
  {
    name: 'returns go before a request that waits in an area',
    file: 'baton_allocation.v',
    place: 'second_waits_turn = <<first_waits && !second_due_q && left_to_request>>;',
    wrong: "1'b0",
    rules,
  },
  {
    name: 'the turn never passes to a request',
    file: 'baton_allocation.v',
    place: '(<<second_taken && (first_waits || first_wants)>>) begin',
    wrong: "1'b0",
    rules,
  },
  {
    name: 'the kernel does not say that a request waits',
    file: 'baton_kernel_forwarding.v',
    place: 'server_waits = <<request_waits>>;',
    wrong: "1'b0",
    rules,
  },
  {
    name: 'returns go before a request that waits for a temporary buffer',
    file: 'baton_kernel_reception.v',
    place: 'offer_for_return && <<!return_must_wait>>;',
    wrong: "1'b1",
    rules,
  },
  {
    name: 'the lane into temporary buffers always picks the return',
    file: 'baton_kernel_reception.v',
    place: 'return_could && (<<return_turn_q || !request_could>>);',
    wrong: "1'b1",
    rules,
  },
  {
    name: 'the lane out of temporary buffers always picks the return',
    file: 'baton_kernel_forwarding.v',
    place: 'return_could && (<<return_turn_q || !request_could>>);',
    wrong: "1'b1",
    rules,
  },
];

describe('the checker looks at a gateway under random traffic', () => {
  let built: GeneratedModel;
  let manifest: Manifest;
  beforeAll(async () => {
    built = await buildGenerated(presets['tiny-gateway'], (text, file) =>
      insertBugs(bugs, 'baton_gateway', text, file),
    );
    manifest = parseManifest(JSON.stringify(built.manifest), 'the generated manifest');
  }, 120_000);

  /** The rule that a gateway with one of the bugs breaks first; 0 for none of them. */
  function brokenRule(bug: number): string | undefined {
    const model = built.create(1);
    onTestFinished(() => model.dispose());
    model.port(selectPort).value = bug;
    try {
      runRandomly(model, manifest, traffic);
      return undefined;
    } catch (error) {
      if (error instanceof DifferenceError) return error.difference.rule;
      throw error;
    }
  }

  test('a fair one passes', () => {
    expect(brokenRule(0)).toBeUndefined();
  });

  test.each(bugs.map((bug, index) => ({ ...bug, number: index + 1 })))(
    'an unfair one is reported: $name',
    ({ number }) => {
      expect(rules).toContain(brokenRule(number));
    },
  );
});
