// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, expect, it } from 'vitest';
import { checkWaveform } from '../../checker/check-waveform.ts';
import { temporaryFolder } from '../../support/generated-folder.ts';
import { describeWithTool } from '../../support/optional-tool.ts';
import { recordRun } from './record-run.ts';
import { replayInputs, replayTestbench, testbench } from './replay-testbench.ts';

const folder = temporaryFolder();

afterAll(folder.remove);

describeWithTool('iverilog', 'the same run in Icarus Verilog', (iverilog) => {
  it.each([
    ['tiny-channel', 21],
    ['tiny-gateway', 22],
  ] as const)(
    'gives the same comparison of %s as the live model (seed %i)',
    async (preset, seed) => {
      const { path } = folder;
      const { manifest, files, summary, recording } = await recordRun(preset, path, seed, 2000);
      const bench = join(path, 'replay.v');
      const names = { inputs: 'inputs.txt', waveform: 'replay.vcd' };
      writeFileSync(bench, replayTestbench(manifest, recording, names));
      writeFileSync(join(path, names.inputs), replayInputs(manifest, recording));
      const options = { cwd: path, timeout: 60_000 } as const;
      await execa(iverilog, ['-g2005', '-s', testbench.module, '-o', 'replay', ...files, bench], options);
      await execa('vvp', ['-n', 'replay'], options);
      const scope = `${testbench.module}.${testbench.instance}`;
      const { summary: replayed } = await checkWaveform(manifest, join(path, names.waveform), scope);
      expect(replayed).toEqual(summary);
      expect(replayed.operationsCompared).toBeGreaterThan(100);
    },
    120_000,
  );
});
