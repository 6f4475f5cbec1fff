// SPDX-License-Identifier: Apache-2.0
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { type CheckSummary, createChecker } from '../../sim/checker/index.ts';
import type { Manifest } from '../../sim/manifest/index.ts';
import { sampleWaveform } from '../../sim/waveform/index.ts';

export interface CheckedWaveform {
  readonly summary: CheckSummary;
  /** Cycles in which a signal had bits that are X or Z. */
  readonly unknownCycles: number;
}

/**
 * Checks a waveform from its first cycle to the end, where the design must be at rest.
 *
 * @param scope of the design; that of its top if not given
 * @throws DifferenceError
 */
export async function checkWaveform(
  manifest: Manifest,
  file: string,
  scope?: string,
): Promise<CheckedWaveform> {
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

/**
 * Runs a testbench in Verilog with Icarus Verilog and checks what it records of its `dut` in `<bench>.vcd`.
 *
 * @param iverilog the command
 * @param folder with the files of the design
 * @param source the testbench: a file named as its module
 * @param format of the recording; the file is named the same in both
 */
export async function checkWithIcarus(
  iverilog: string,
  manifest: Manifest,
  folder: string,
  source: { readonly folder: string; readonly bench: string },
  format: 'vcd' | 'fst' = 'vcd',
): Promise<CheckedWaveform> {
  const { bench } = source;
  await copyFile(join(source.folder, `${bench}.v`), join(folder, `${bench}.v`));
  const options = { cwd: folder, timeout: 60_000 } as const;
  await execa(iverilog, ['-g2005', '-s', bench, '-o', bench, '-c', 'files.f', `${bench}.v`], options);
  await execa('vvp', ['-n', bench, ...(format === 'fst' ? ['-fst'] : [])], options);
  return checkWaveform(manifest, join(folder, `${bench}.vcd`), `${bench}.dut`);
}
