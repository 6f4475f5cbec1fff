// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { presets } from '../../hdl-gen/configuration/index.ts';
import { generateDesign } from '../support/designs.ts';
import { temporaryFolder } from '../support/generated-folder.ts';
import { describeUnless } from '../support/optional-tool.ts';
import { runOnBothEngines } from './both-engines.ts';
import { findCocotb } from './find-cocotb.ts';
import { runOnCocotb } from './run-cocotb.ts';
import { settingOf } from './setting.ts';

const seed = Number(process.env.BATON_COCOTB_SEED ?? 1);
const repeat = `BATON_COCOTB_SEED=${seed} npx vitest run testbenches/cocotb`;
const temporary = temporaryFolder();
afterAll(temporary.remove);

const cocotb = await findCocotb();
describeUnless(cocotb.missing, 'cocotb beside the harness', () => {
  test('sees the same at the ports of tiny-channel, and its own model agrees', async () => {
    const outputFolder = join(temporary.path, 'run');
    const { fault, events } = await runOnBothEngines(
      await generateDesign(presets['tiny-channel']),
      { seed, cycles: 3000 },
      { python: cocotb.python, outputFolder, repeat },
    );
    expect(fault, repeat).toBeUndefined();
    const transcript = await readFile(join(outputFolder, 'transcript-cocotb.txt'), 'utf8');
    for (const kind of ['single', 'streams', 'mixed']) expect(transcript).toContain(`phase ${kind}`);
    expect(events).toBeGreaterThan(100);
  }, 300_000);

  test('fails with the reason where the design is not what its model expects', async () => {
    const design = await generateDesign(presets['tiny-channel']);
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
