// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import type { ConfigurationInput } from '../../hdl-gen/configuration/index.ts';
import { parseManifest } from '../../sim/manifest/index.ts';
import { buildGenerated } from '../support/generated-model.ts';
import { runRandomly, withRepeat } from './random-run.ts';

/** `BATON_SEED=7 npx vitest run testbenches/checker/embodiments.test.ts` repeats the runs of seed 7 alone. */
const chosenSeed = process.env.BATON_SEED;
const seeds = chosenSeed === undefined ? [1, 2] : [Number(chosenSeed)];

const tiny = { buffers: 4, bufferBytes: 64, dataWidth: 32, threads: 4 } as const;
const scattered = [832, 4, 260, 128];

const kinds = {
  'hostile streams and commands': { stall: 0.2, hostility: 0.15, commandRate: 0.3, resets: 0 },
  'resets in the middle of it': { stall: 0.4, hostility: 0.2, commandRate: 0.5, resets: 0.002 },
} as const;

/** Fields away from their defaults, several in one design where they do not hide each other. */
const embodiments: readonly ConfigurationInput[] = [
  { parties: 'two', ...tiny, memory: 'on-demand', initialize: 'on-first-use', bufferAddresses: scattered },
  { parties: 'three', ...tiny, memory: 'on-demand', allocator: 'scan' },
  { parties: 'three', ...tiny, memory: 'on-demand', noBuffer: 'abort' },
  { parties: 'two', ...tiny, noBuffer: 'abort', allocator: 'scan', reset: 'asynchronous-low' },
  { parties: 'two', ...tiny, hardening: 'off' },
  { parties: 'three', ...tiny, noBuffer: 'second-area', initialize: 'on-first-use' },
  { parties: 'two', ...tiny, buffers: 3, noBuffer: 'second-area', allocator: 'scan', reserveForReturn: 0 },
];

/** Parties that trust each other keep to the rules. */
const politeKinds = {
  'polite streams and commands': { stall: 0.2, hostility: 0, commandRate: 0.3, resets: 0 },
  'resets in the middle of it': { stall: 0.4, hostility: 0, commandRate: 0.5, resets: 0.002 },
} as const;

describe.each(embodiments.map((input) => [JSON.stringify(input), input] as const))('%s', (name, input) => {
  test('random traffic of both parties makes no difference', async () => {
    const { manifest: generated, create } = await buildGenerated(input);
    const manifest = parseManifest(JSON.stringify(generated), 'the generated manifest');
    for (const seed of seeds) {
      for (const [kind, habits] of Object.entries(input.hardening === 'off' ? politeKinds : kinds)) {
        const model = create(seed);
        const repeat = `BATON_SEED=${seed} npx vitest run testbenches/checker/embodiments.test.ts (${name}, ${kind})`;
        const cycles = 6_000;
        const summary = withRepeat(repeat, () => runRandomly(model, manifest, { seed, cycles, ...habits }));
        model.dispose();
        expect(summary.operationsCompared, repeat).toBeGreaterThan(cycles / 20);
        for (const { entries, distinctEntries } of summary.areas)
          expect(distinctEntries, repeat).toBe(entries);
        for (const { messages } of summary.directions) expect(messages, repeat).toBeGreaterThan(5);
      }
    }
  }, 120_000);
});
