// SPDX-License-Identifier: Apache-2.0
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generate } from '../../hdl-gen/collateral/index.ts';
import { parseConfiguration, presets } from '../../hdl-gen/configuration/index.ts';
import { type CheckSummary, createChecker } from '../../sim/checker/index.ts';
import { buildModel, loadModel } from '../../sim/harness/index.ts';
import { type Manifest, parseManifest } from '../../sim/manifest/index.ts';
import { sampleWaveform } from '../../sim/waveform/index.ts';
import { describeWithTool } from '../support/optional-tool.ts';
import { runRandomly } from './random-run.ts';

let folder: string;
let manifest: Manifest;

beforeAll(async () => {
  const { files } = generate(parseConfiguration(presets['tiny-channel']));
  folder = await mkdtemp(join(tmpdir(), 'baton-'));
  for (const [file, text] of files) await writeFile(join(folder, file), text);
  manifest = parseManifest(files.get('manifest.json')!, 'the generated manifest');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Checks a waveform; returns the summary and how many cycles had unknown bits. */
async function checkWaveform(
  file: string,
  scope?: string,
): Promise<{ summary: CheckSummary; unknownCycles: number }> {
  const checker = createChecker(manifest);
  let unknownCycles = 0;
  await sampleWaveform(
    file,
    {
      top: manifest.top,
      scope,
      clock: manifest.clock,
      signals: checker.signals.map(({ name, width }) => ({ name, path: name, width })),
    },
    ({ frame, cycle, unknown }) => {
      if (unknown.some((word) => word !== 0)) unknownCycles += 1;
      checker.sample(frame, cycle, unknown);
    },
  );
  checker.finish();
  return { summary: checker.summary(), unknownCycles };
}

test('a recorded run gives the same result as the live one', async () => {
  const library = loadModel(
    await buildModel({
      top: manifest.top,
      files: manifest.modules.map(({ file }) => join(folder, file)),
      visible: manifest.probes,
      trace: true,
    }),
  );
  const file = join(folder, 'live.vcd');
  const model = library.create({ seed: 4 });
  model.openTrace(file);
  const live = runRandomly(model, manifest, {
    seed: 4,
    cycles: 3000,
    stall: 0.2,
    hostility: 0.1,
    commandRate: 0.3,
    registerRate: 0,
    resets: 0.001,
  });
  model.closeTrace();
  model.dispose();
  const { summary } = await checkWaveform(file);
  expect(summary).toEqual(live);
}, 120_000);

describeWithTool('iverilog', 'a recording of Icarus Verilog with unknown inputs', (command) => {
  test('makes no difference where the inputs do not count', async () => {
    const bench = 'unknown_inputs';
    await copyFile(join(import.meta.dirname, 'fixtures', `${bench}.v`), join(folder, `${bench}.v`));
    const options = { cwd: folder, timeout: 60_000 } as const;
    await execa(command, ['-g2005', '-s', bench, '-o', bench, '-c', 'files.f', `${bench}.v`], options);
    await execa('vvp', ['-n', bench], options);
    const { summary, unknownCycles } = await checkWaveform(join(folder, `${bench}.vcd`), `${bench}.dut`);
    expect(unknownCycles).toBeGreaterThan(500);
    expect(summary.directions[0]).toMatchObject({ to: 'second', messages: 45 });
    // The same run as FST, in a file of the same name.
    await execa('vvp', ['-n', bench, '-fst'], options);
    const compressed = await checkWaveform(join(folder, `${bench}.vcd`), `${bench}.dut`);
    expect(compressed).toEqual({ summary, unknownCycles });
  });
});
