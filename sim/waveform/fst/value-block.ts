// SPDX-License-Identifier: Apache-2.0
import { blockTypes, type FstBlock, readSize } from './blocks.ts';
import { createByteCursor } from './byte-cursor.ts';
import { damaged } from './damage.ts';
import type { FileBytes } from './file-bytes.ts';
import { type Packing, unpack } from './unpack.ts';

/** The value changes of some stretch of time, each signal for itself. */
export interface ValueBlock {
  readonly beginTime: bigint;
  /** How many times there are, and the distance of each to the one before as a number of seven bits a byte. */
  readonly times: number;
  readonly timeBytes: Uint8Array;
  /** The values at the beginning, one after the other by handle. */
  frame(): Promise<Uint8Array>;
  /** The changes of the signal with this handle, in the order of time; undefined if there are none. */
  chain(handle: number): Promise<Uint8Array | undefined>;
}

const changeTypes: ReadonlySet<number> = new Set([
  blockTypes.changes,
  blockTypes.aliasedChanges,
  blockTypes.aliasedChanges2,
]);

export function hasChanges({ type }: FstBlock): boolean {
  return changeTypes.has(type);
}

const fixedHead = 24;
const fixedTail = 24;
const mostVarintBytes = 10;

const packings: Readonly<Record<string, Packing>> = { '4': 'lz4', F: 'fastlz' };

/**
 * Where the chains of a block lie: `starts[handle]` relative to the packing byte, 0 for a signal without changes. The
 * chain of a handle ends where the next begins. A signal that changes like an earlier one shares its chain.
 */
function readIndex(bytes: Uint8Array, type: number, handles: number, end: number, at: number) {
  const starts = new Float64Array(handles);
  const ends = new Float64Array(handles);
  const cursor = createByteCursor(bytes, at);
  let handle = 0;
  let last = -1;
  let position = 0;
  let alias = -1;

  const room = (count: number) => {
    if (count > handles - handle) throw damaged('the index of a block has too many signals', at);
  };
  const begin = (distance: number) => {
    position += distance;
    if (last >= 0) ends[last] = position;
    last = handle;
    starts[handle++] = position;
  };
  const share = (earlier: number) => {
    if (earlier < 0 || earlier >= handle) throw damaged('the index of a block refers to no signal', at);
    alias = earlier;
    // What the earlier one has is known when the next begins.
    starts[handle] = -1 - earlier;
    handle++;
  };

  while (!cursor.atEnd) {
    if (type === blockTypes.aliasedChanges2 && (bytes[cursor.index]! & 1) === 1) {
      const value = (cursor.signed() - 1) / 2;
      room(1);
      if (value > 0) begin(value);
      else share(value < 0 ? -value - 1 : alias);
      continue;
    }
    const value = cursor.number();
    if (value === 0 && type === blockTypes.aliasedChanges) {
      const earlier = cursor.number() - 1;
      room(1);
      share(earlier);
    } else if ((value & 1) === 1) {
      room(1);
      begin((value - 1) / 2);
    } else {
      room(value / 2);
      handle += value / 2;
    }
  }
  if (last >= 0) ends[last] = end;
  for (let shared = 0; shared < handle; shared++) {
    const earlier = -1 - starts[shared]!;
    if (earlier >= 0) {
      starts[shared] = starts[earlier]!;
      ends[shared] = ends[earlier]!;
    }
  }
  return { starts, ends };
}

/**
 * Reads where things are in a block of value changes; the values are read when they are asked for.
 *
 * @param handles how many signals the file has
 * @throws WaveformError `malformed`
 */
export async function readValueBlock(file: FileBytes, block: FstBlock, handles: number): Promise<ValueBlock> {
  const { type, from, length } = block;
  const damage = (what: string) => damaged(what, from);
  if (length < fixedHead + fixedTail) throw damage(`a block of values has ${length} bytes`);
  const beginTime = (await file.read(from, 8)).readBigUInt64BE(0);

  const tailAt = from + length - fixedTail;
  const tail = await file.read(tailAt, fixedTail);
  const [timesUnpacked, timesPacked, times] = [0, 8, 16].map((index) => readSize(tail, index, tailAt));
  const timesAt = tailAt - timesPacked!;
  if (timesAt < from + fixedHead + 8 || times! > timesUnpacked!)
    throw damage('the times do not fit in their block');
  const timesRead = await file.read(timesAt, timesPacked!);
  const timeBytes =
    timesPacked === timesUnpacked ? timesRead : unpack('zlib', timesRead, timesUnpacked!, timesAt);

  const headAt = from + fixedHead;
  const headBytes = Math.min(4 * mostVarintBytes, from + length - headAt);
  const head = createByteCursor(await file.read(headAt, headBytes), headAt);
  const [frameUnpacked, framePacked] = [head.number(), head.number()];
  head.number();
  const frameAt = headAt + head.index;
  const chainsAt = frameAt + framePacked;
  const indexEnd = timesAt - 8;
  if (chainsAt + 2 > indexEnd) throw damage('the first values do not fit in their block');
  const chainsHead = createByteCursor(
    await file.read(chainsAt, Math.min(mostVarintBytes + 1, indexEnd - chainsAt)),
    chainsAt,
  );
  chainsHead.number();
  const packingAt = chainsAt + chainsHead.index;
  const packing = packings[String.fromCharCode(chainsHead.byte())] ?? 'zlib';
  const indexBytes = readSize(await file.read(indexEnd, 8), 0, indexEnd);
  const indexAt = indexEnd - indexBytes;
  if (indexAt <= packingAt) throw damage('the index does not fit in its block');
  const { starts, ends } = readIndex(
    await file.read(indexAt, indexBytes),
    type,
    handles,
    indexAt - packingAt,
    indexAt,
  );

  return {
    beginTime,
    times: times!,
    timeBytes,
    frame: async () => {
      const bytes = await file.read(frameAt, framePacked);
      return framePacked === frameUnpacked ? bytes : unpack('zlib', bytes, frameUnpacked, frameAt);
    },
    chain: async (handle) => {
      const [start, end] = [starts[handle]!, ends[handle]!];
      if (start === 0) return undefined;
      const at = packingAt + start;
      if (start > end || packingAt + end > indexAt)
        throw damage(`the changes of signal ${handle} do not fit`);
      const bytes = await file.read(at, end - start);
      const cursor = createByteCursor(bytes, at);
      const unpackedBytes = cursor.number();
      const packed = bytes.subarray(cursor.index);
      return unpackedBytes === 0 ? packed : unpack(packing, packed, unpackedBytes, at);
    },
  };
}
