// SPDX-License-Identifier: Apache-2.0
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { generate } from '../../../hdl-gen/collateral/index.ts';
import { parseConfiguration, presets } from '../../../hdl-gen/configuration/index.ts';
import { createChecker } from '../../../sim/checker/index.ts';
import { parseManifest } from '../../../sim/manifest/index.ts';
import { sampleWaveform } from '../../../sim/waveform/index.ts';
import { describeWithTool } from '../../support/optional-tool.ts';

const bench = 'unknown_bus_inputs';

describeWithTool('iverilog', 'a recording of Icarus Verilog of a design behind a bus', (command) => {
  test('makes no difference where unknown inputs do not count', async () => {
    const configuration = parseConfiguration({ ...presets['tiny-channel'], release: 'early', bus: 'apb' });
    const { files } = generate(configuration);
    const folder = await mkdtemp(join(tmpdir(), 'baton-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    for (const [file, text] of files) await writeFile(join(folder, file), text);
    await copyFile(join(import.meta.dirname, 'fixtures', `${bench}.v`), join(folder, `${bench}.v`));
    const options = { cwd: folder, timeout: 60_000 } as const;
    await execa(command, ['-g2005', '-s', bench, '-o', bench, '-c', 'files.f', `${bench}.v`], options);
    await execa('vvp', ['-n', bench], options);

    const manifest = parseManifest(files.get('manifest.json')!, 'the generated manifest');
    const checker = createChecker(manifest);
    let unknownCycles = 0;
    await sampleWaveform(
      join(folder, `${bench}.vcd`),
      {
        top: manifest.top,
        scope: `${bench}.dut`,
        clock: manifest.clock,
        signals: checker.signals.map(({ name, width }) => ({ name, path: name, width })),
      },
      ({ frame, cycle, unknown }) => {
        if (unknown.some((word) => word !== 0)) unknownCycles += 1;
        checker.sample(frame, cycle, unknown);
      },
    );
    checker.finish();
    const { accesses, directions } = checker.summary();
    expect(unknownCycles).toBeGreaterThan(200);
    expect(accesses.bus).toBe(2 + 12 * 2 + 4 * 4 + 1);
    expect(directions[0]).toMatchObject({ to: 'second', messages: 16 });
  });
});
