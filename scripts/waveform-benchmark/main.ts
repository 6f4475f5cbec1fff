// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { sampleWaveform } from '../../sim/waveform/index.ts';
import { generatedSignals, writeGeneratedWaveform } from './generated-waveform.ts';

const wantedSpeed = 250;
const wantedMemory = 200;
const megabyte = 1e6;
const runs = 3;
const readings = [
  ['the clock alone', Number.POSITIVE_INFINITY],
  ['every tenth signal sampled', 10],
  ['all signals sampled', 1],
] as const;

const { megabytes } = await yargs(hideBin(process.argv))
  .usage('Measures how fast a generated waveform (VCD) is read, and how much memory that takes.')
  .option('megabytes', { type: 'number', default: 500, describe: 'size of the waveform' })
  .check(({ megabytes }) => megabytes >= 1 || `--megabytes is ${megabytes}; it must be at least 1.`)
  .strict()
  .parseAsync();

const folder = await mkdtemp(join(tmpdir(), 'baton-waveform-'));
try {
  const path = join(folder, 'generated.vcd');
  await writeGeneratedWaveform(path, megabytes * megabyte);
  const { size } = await stat(path);
  console.log(`generated: ${(size / megabyte).toFixed(0)} MB, ${generatedSignals.length} signals`);
  // What is read of the clock alone is the work of the reader; sampling more signals adds the work of keeping them.
  const speeds = new Map<string, number>();
  for (const [title, step] of readings) speeds.set(title, await measure(path, size, step));
  const memory = (process.resourceUsage().maxRSS * 1024) / megabyte;
  for (const [title, speed] of speeds) {
    console.log(`${title.padEnd(28)} ${speed.toFixed(0)} MB per second of one processor`);
  }
  console.log(`${'memory'.padEnd(28)} ${memory.toFixed(0)} MB`);
  const [readerSpeed = 0] = speeds.values();
  if (readerSpeed < wantedSpeed || memory > wantedMemory) {
    console.log(
      `MISSED: wanted are ${wantedSpeed} MB/s with the clock alone, in ${wantedMemory} MB of memory`,
    );
    process.exitCode = 1;
  }
} finally {
  await rm(folder, { recursive: true });
}

/** Reads the waveform a few times, each `step`th signal sampled: the median of the megabytes per second of processor time. */
async function measure(path: string, size: number, step: number): Promise<number> {
  const signals = generatedSignals
    .filter((_, number) => number % step === step - 1)
    .map(({ name, width }) => ({ name, path: name, width }));
  const speeds: number[] = [];
  for (let run = 0; run < runs; run++) {
    const before = process.cpuUsage();
    await sampleWaveform(path, { top: 'dut', clock: 'clk', signals }, () => {});
    const { user, system } = process.cpuUsage(before);
    speeds.push(size / (user + system));
  }
  return speeds.sort((a, b) => a - b)[(runs - 1) / 2]!;
}
