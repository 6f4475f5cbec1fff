// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { type PresetName, presets } from '../../hdl-gen/configuration/index.ts';
import { parseManifest } from '../../sim/manifest/index.ts';
import { buildGenerated } from '../support/generated-model.ts';
import { randomKinds } from './random-kinds.ts';
import { runRandomly, withRepeat } from './random-run.ts';

/** Other designs and seeds are drawn in testbenches/configurations. `BATON_SEED=7 npx vitest run testbenches/checker/random.test.ts` repeats the runs of seed 7 alone. */
const chosenSeed = process.env.BATON_SEED;
const seeds = chosenSeed === undefined ? [1] : [Number(chosenSeed)];

/** Large presets take longer for each message, and longer to come to rest. */
const designs: readonly (readonly [PresetName, 'lookup' | 'scan', number])[] = [
  ['tiny-channel', 'lookup', 5_000],
  ['tiny-channel', 'scan', 5_000],
  ['channel', 'lookup', 8_000],
  ['channel', 'scan', 8_000],
  ['tiny-gateway', 'lookup', 5_000],
  ['tiny-gateway', 'scan', 5_000],
  ['gateway', 'lookup', 8_000],
];

describe.each(designs)('%s, allocator %s', (preset, allocator, cycles) => {
  test('random traffic of both parties makes no difference', async () => {
    const { manifest: generated, create } = await buildGenerated({ ...presets[preset], allocator });
    const manifest = parseManifest(JSON.stringify(generated), 'the generated manifest');
    for (const seed of seeds) {
      for (const [kind, habits] of Object.entries(randomKinds)) {
        const model = create(seed);
        const repeat = `BATON_SEED=${seed} npx vitest run testbenches/checker/random.test.ts -t '${preset}, allocator ${allocator}' (${kind})`;
        const summary = withRepeat(repeat, () => runRandomly(model, manifest, { seed, cycles, ...habits }));
        model.dispose();
        expect(summary.cycles, repeat).toBeGreaterThan(cycles);
        expect(summary.operationsCompared, repeat).toBeGreaterThan(cycles / 200);
        expect(
          summary.directions.every(({ messages }) => messages > 0),
          repeat,
        ).toBe(true);
      }
    }
  }, 120_000);
});
