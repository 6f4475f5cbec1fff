// SPDX-License-Identifier: Apache-2.0
import { type OnSample, prepareSampling, type SamplingOptions, type WaveformSummary } from '../sampling.ts';
import { blocksOf } from './blocks.ts';
import { readContents } from './contents.ts';
import type { FileBytes } from './file-bytes.ts';
import { createReplay } from './replay.ts';
import { hasChanges, readValueBlock } from './value-block.ts';

/**
 * Reads an FST and samples signals as `sampleVcd` does. Only the signals asked for are decompressed, one block after the
 * other; memory depends on the definitions and on the size of a block, which its writer had in memory too.
 *
 * @throws WaveformError when the file is not a sound FST, or does not hold the signals as described. FrameLayoutError when
 *   the list of signals is wrong. What `onSample` throws, unchanged.
 */
export async function sampleFst(
  file: FileBytes,
  options: SamplingOptions,
  onSample: OnSample,
): Promise<WaveformSummary> {
  const { definitions, valueBytes, switchings } = await readContents(file);
  const { store, listener, finish } = prepareSampling(definitions, options, onSample);
  const handles = [...store.numbers.keys()].map(Number);
  const replay = createReplay(store, listener, handles, valueBytes, switchings);
  let isStopped = false;
  for await (const block of blocksOf(file)) {
    if (!hasChanges(block)) continue;
    isStopped = await replay.replay(await readValueBlock(file, block, valueBytes.length), block.from);
    if (isStopped) break;
  }
  if (!isStopped) listener.endOfTime(replay.time);
  return finish(replay.time);
}
