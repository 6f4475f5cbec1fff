// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { generate } from '../../hdl-gen/collateral/index.ts';
import { parseConfiguration, presets } from '../../hdl-gen/configuration/index.ts';
import { DifferenceError } from '../../sim/checker/index.ts';
import { parseManifest } from '../../sim/manifest/index.ts';
import { buildGenerated } from '../support/generated-model.ts';
import { totalsOf } from './late-counters.ts';
import { type RandomRun, runRandomly } from './random-run.ts';

const configuration = { ...presets['tiny-channel'], release: 'early' } as const;
const manifest = parseManifest(
  generate(parseConfiguration(configuration)).files.get('manifest.json')!,
  'the generated manifest',
);
const { statisticsBits } = manifest.configuration;
const traffic = {
  ...{ seed: 5, cycles: 3_000, stall: 0.1, hostility: 0, commandRate: 0.3, registerRate: 0.5, resets: 0 },
} satisfies RandomRun;

async function runLate(counted: number, edit?: (text: string, file: string) => string) {
  const { create } = await buildGenerated(configuration, edit, () => false, totalsOf(manifest));
  const model = create(1);
  try {
    return runRandomly(model, manifest, { ...traffic, counted });
  } finally {
    model.dispose();
  }
}

test('counters carry into their upper words, and wrap when they are full', async () => {
  for (const full of [32, statisticsBits]) {
    expect((await runLate(2 ** full - 100)).accesses.register).toBeGreaterThan(200);
  }
}, 60_000);

test('an upper word that stays zero is found', async () => {
  const zero = (text: string, file: string) =>
    file === 'baton_registers.v' ? text.replaceAll(/\{16'd0, counter_value\[47:32\]\}/g, "32'd0") : text;
  const run = runLate(2 ** 32 - 100, zero);
  await expect(run).rejects.toThrow(DifferenceError);
  await expect(run).rejects.toMatchObject({ difference: { rule: 'registers' } });
}, 60_000);
