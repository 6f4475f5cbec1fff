// SPDX-License-Identifier: Apache-2.0
import { WaveformError } from '../waveform-error.ts';
import { damaged } from './damage.ts';
import type { FileBytes } from './file-bytes.ts';

/** What a block holds; numbers as they stand in the file. */
export const blockTypes = {
  header: 0,
  changes: 1,
  blackouts: 2,
  geometry: 3,
  gzipHierarchy: 4,
  aliasedChanges: 5,
  lz4Hierarchy: 6,
  doubleLz4Hierarchy: 7,
  aliasedChanges2: 8,
  unfinished: 255,
} as const;

const knownTypes: ReadonlySet<number> = new Set(Object.values(blockTypes));

/** One of the blocks that an FST is made of: its type in a byte, its length in eight, its content. */
export interface FstBlock {
  readonly type: number;
  /** Where the content begins and how many bytes it has. */
  readonly from: number;
  readonly length: number;
}

const lengthBytes = 8;
const headBytes = 1 + lengthBytes;

/** The 64-bit number at `index`, most significant byte first. @throws WaveformError when it is no size */
export function readSize(bytes: Buffer, index: number, at: number): number {
  const value = Number(bytes.readBigUInt64BE(index));
  if (!Number.isSafeInteger(value)) throw damaged(`a size is ${value}`, at + index);
  return value;
}

/**
 * Goes through the blocks of a file.
 *
 * @throws WaveformError `truncated` when the file ends within a block or the simulator has not finished one, `malformed`
 *   for what is no block.
 */
export async function* blocksOf(file: FileBytes): AsyncGenerator<FstBlock> {
  for (let at = 0; at < file.size; ) {
    const head = await file.read(at, Math.min(headBytes, file.size - at));
    const type = head[0]!;
    if (type === blockTypes.unfinished || head.length < headBytes) {
      throw new WaveformError(
        'truncated',
        'the simulator has not finished the FST; was the simulation run to its end?',
        { byteOffset: at },
      );
    }
    if (!knownTypes.has(type)) throw damaged(`a block of type ${type} is unknown`, at);
    const length = readSize(head, 1, at) - lengthBytes;
    if (length < 0) throw damaged('a block has no length', at);
    const from = at + headBytes;
    if (from + length > file.size) {
      throw new WaveformError(
        'truncated',
        `the file ends within a block of ${length} bytes; was the simulation run to its end?`,
        { byteOffset: at },
      );
    }
    yield { type, from, length };
    at = from + length;
  }
}
