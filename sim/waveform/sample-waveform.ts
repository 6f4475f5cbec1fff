// SPDX-License-Identifier: Apache-2.0
import { open } from 'node:fs/promises';
import { sampleFst } from './fst/sample-fst.ts';
import { openFst } from './fst/unwrap.ts';
import { openWaveform, unreadable } from './open.ts';
import { sampleVcd } from './sample-vcd.ts';
import type { OnSample, SamplingOptions, WaveformSummary } from './sampling.ts';
import { fstMagicBytes, isFst } from './vcd-recognition.ts';

/** Whether a file is an FST. A pipe is none, as its bytes can be read only once. */
export async function isFstFile(path: string): Promise<boolean> {
  const file = await open(path).catch((cause) => {
    throw unreadable(path, cause);
  });
  try {
    if (!(await file.stat()).isFile()) return false;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(fstMagicBytes), 0, fstMagicBytes, 0);
    return isFst(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

/**
 * Reads a waveform, VCD (compressed by gzip or not) or FST by its content, and samples signals at each rising edge of a
 * clock. A sample shows the values before the edge.
 *
 * @throws WaveformError when the file cannot be read, is no sound waveform, or does not hold the signals as described.
 *   FrameLayoutError when the list of signals is wrong. What `onSample` throws, unchanged.
 */
export async function sampleWaveform(
  path: string,
  options: SamplingOptions,
  onSample: OnSample,
): Promise<WaveformSummary> {
  if (!(await isFstFile(path))) return sampleVcd(openWaveform(path), options, onSample);
  const file = await openFst(path);
  try {
    return await sampleFst(file, options, onSample);
  } finally {
    await file.close();
  }
}
