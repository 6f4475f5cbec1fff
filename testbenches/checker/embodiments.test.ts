// SPDX-License-Identifier: Apache-2.0
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ConfigurationInput } from '../../hdl-gen/configuration/index.ts';
import { DifferenceError } from '../../sim/checker/index.ts';
import { parseManifest } from '../../sim/manifest/index.ts';
import { embodimentBugs } from '../support/embodiment-bugs.ts';
import { buildEmbodiment, type EmbodimentName, embodiments } from '../support/embodiments.ts';
import { selectPort } from './hand-made-bugs.ts';
import { runRandomly, withRepeat } from './random-run.ts';

/** `BATON_SEED=7 npx vitest run testbenches/checker/embodiments.test.ts` repeats the runs of seed 7 alone. */
const chosenSeed = process.env.BATON_SEED;
const seeds = chosenSeed === undefined ? [1] : [Number(chosenSeed)];

const kinds = {
  'hostile streams and commands': { stall: 0.2, hostility: 0.15, commandRate: 0.3, resets: 0 },
  'resets in the middle of it': { stall: 0.4, hostility: 0.2, commandRate: 0.5, resets: 0.002 },
} as const;

/** Parties that trust each other keep to the rules. */
const politeKinds = {
  'polite streams and commands': { stall: 0.2, hostility: 0, commandRate: 0.3, resets: 0 },
  'resets in the middle of it': { stall: 0.4, hostility: 0, commandRate: 0.5, resets: 0.002 },
} as const;

describe.each(Object.entries(embodiments))('the design %s', (name, input: ConfigurationInput) => {
  test('random traffic of both parties makes no difference', async () => {
    const { manifest: generated, create } = await buildEmbodiment(name as EmbodimentName);
    const manifest = parseManifest(JSON.stringify(generated), 'the generated manifest');
    for (const seed of seeds) {
      for (const [kind, habits] of Object.entries(input.hardening === 'off' ? politeKinds : kinds)) {
        const model = create(seed);
        const repeat = `BATON_SEED=${seed} npx vitest run testbenches/checker/embodiments.test.ts -t '${name}' (${kind})`;
        const cycles = 6_000;
        // Parties die by a register.
        const registerRate = input.reclaim === true ? 0.02 : 0;
        const summary = withRepeat(repeat, () =>
          runRandomly(model, manifest, { seed, cycles, registerRate, ...habits }),
        );
        model.dispose();
        expect(summary.operationsCompared, repeat).toBeGreaterThan(cycles / 20);
        for (const { entries, distinctEntries } of summary.areas)
          expect(distinctEntries, repeat).toBe(entries);
        for (const { messages } of summary.directions) expect(messages, repeat).toBeGreaterThan(5);
      }
    }
  }, 120_000);

  test.each(embodimentBugs[name as EmbodimentName].map((bug, index) => ({ ...bug, number: index + 1 })))(
    'a bug is found: $name',
    async ({ number, rules }) => {
      const { manifest: generated, create } = await buildEmbodiment(name as EmbodimentName);
      const manifest = parseManifest(JSON.stringify(generated), 'the generated manifest');
      const model = create(1);
      onTestFinished(() => model.dispose());
      model.port(selectPort).value = number;
      const traffic = {
        seed: 1,
        cycles: 20_000,
        stall: 0.2,
        hostility: 0.15,
        commandRate: 0.3,
        registerRate: input.reclaim === true ? 0.02 : 0,
        resets: 0.002,
      };
      const found = (() => {
        try {
          runRandomly(model, manifest, traffic);
          return undefined;
        } catch (error) {
          if (error instanceof DifferenceError) return error;
          throw error;
        }
      })();
      expect(rules, found?.message).toContain(found?.difference.rule);
    },
    120_000,
  );
});
