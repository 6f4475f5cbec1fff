// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { buildModel, loadModel } from '../../sim/harness/index.ts';
import { temporaryFolder } from '../support/generated-folder.ts';
import { describeUnless } from '../support/optional-tool.ts';
import { compareTranscripts, describeTranscriptDifference } from './compare-transcripts.ts';
import { settingOf, writePreset } from './design.ts';
import { findCocotb } from './find-cocotb.ts';
import { runOnCocotb } from './run-cocotb.ts';
import { runOnHarness } from './run-harness.ts';

const seed = Number(process.env.BATON_COCOTB_SEED ?? 1);
const repeat = `BATON_COCOTB_SEED=${seed} npx vitest run testbenches/cocotb`;
const temporary = temporaryFolder();
afterAll(temporary.remove);

const cocotb = await findCocotb();
describeUnless(cocotb.missing, 'cocotb beside the harness', () => {
  test('sees the same at the ports of tiny-channel, and its own model agrees', async () => {
    const design = writePreset('tiny-channel');
    const setting = settingOf(design.manifest, seed, 3000);
    const { top, probes } = design.manifest;
    const library = loadModel(await buildModel({ top, files: design.files, visible: probes }));
    const model = library.create({ seed });
    const harness = runOnHarness(model, design.manifest, setting);
    model.dispose();
    const other = await runOnCocotb(cocotb.python, design, setting, join(temporary.path, 'run'));
    const difference = compareTranscripts(harness, other.lines);
    expect(difference && describeTranscriptDifference(difference), repeat).toBeUndefined();
    for (const kind of ['single', 'streams', 'mixed']) expect(harness.join('\n')).toContain(`phase ${kind}`);
    expect(harness.length).toBeGreaterThan(100);
  }, 300_000);

  test('fails with the reason where the design is not what its model expects', async () => {
    const design = writePreset('tiny-channel');
    const configuration = { ...design.manifest.configuration, reserveForReturn: 0 as const };
    const other = { ...design, manifest: { ...design.manifest, configuration } };
    const setting = settingOf(other.manifest, seed, 1);
    const run = runOnCocotb(cocotb.python, other, setting, join(temporary.path, 'wrong'));
    await expect(run, repeat).rejects.toThrow(/cocotb finds a fault: .*first allocate answers \(1, 0/);
  }, 300_000);
});

describe('where cocotb is missing', () => {
  test('the reason names what fixes it', async () => {
    expect((await findCocotb(join(temporary.path, 'no-python'))).missing).toMatch(/npm run cocotb/);
  });
});
