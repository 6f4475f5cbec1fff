// SPDX-License-Identifier: Apache-2.0
import { WaveformError } from '../waveform-error.ts';
import { blocksOf, blockTypes, type FstBlock, readSize } from './blocks.ts';
import { createByteCursor } from './byte-cursor.ts';
import { damaged } from './damage.ts';
import type { FileBytes } from './file-bytes.ts';
import { type FstHierarchy, readHierarchy } from './hierarchy.ts';
import { type Packing, unpack } from './unpack.ts';

/** When a recording was switched off or on again. */
export interface Switching {
  readonly time: bigint;
  readonly on: boolean;
}

/** What an FST says besides its values. */
export interface FstContents extends FstHierarchy {
  /** In the order of time. */
  readonly switchings: readonly Switching[];
}

const exponentAt = 64;
const headerBytes = 321;
const units = ['s', 'ms', 'us', 'ns', 'ps', 'fs'];

function timescaleOf(exponent: number): string {
  const unit = units[Math.ceil(-exponent / 3)];
  return unit === undefined || exponent > 2 ? '' : `1${'0'.repeat(((exponent % 3) + 3) % 3)}${unit}`;
}

async function readSwitchings(file: FileBytes, { from, length }: FstBlock): Promise<Switching[]> {
  const cursor = createByteCursor(await file.read(from, length), from);
  let time = 0n;
  return Array.from({ length: Math.min(cursor.number(), length) }, () => {
    const on = cursor.byte() !== 0;
    time += cursor.large();
    return { time, on };
  });
}

async function readHierarchyBlock(file: FileBytes, block: FstBlock, timescale: string) {
  const { type, from, length } = block;
  const content = await file.read(from, length);
  if (length < 8) throw damaged('the definitions have no length', from);
  const unpackedBytes = readSize(content, 0, from);
  let packed = content.subarray(8);
  let packing: Packing = 'lz4';
  if (type === blockTypes.gzipHierarchy) packing = 'gzip';
  if (type === blockTypes.doubleLz4Hierarchy) {
    const cursor = createByteCursor(packed, from);
    const once = cursor.number();
    packed = Buffer.from(unpack('lz4', packed.subarray(cursor.index), once, from));
  }
  return readHierarchy(unpack(packing, packed, unpackedBytes, from), timescale, from);
}

/**
 * Reads the header, the definitions and what else stands once in a file.
 *
 * @throws WaveformError `malformed`, or `truncated` for a file that its simulator has not finished
 */
export async function readContents(file: FileBytes): Promise<FstContents> {
  let timescale: string | undefined;
  let hierarchy: FstHierarchy | undefined;
  let switchings: readonly Switching[] = [];
  for await (const block of blocksOf(file)) {
    const { type, from, length } = block;
    if ((timescale === undefined) !== (type === blockTypes.header)) {
      throw damaged('it does not begin with its one header', from);
    }
    switch (type) {
      case blockTypes.header:
        if (length < headerBytes) throw damaged(`the header has ${length} bytes`, from);
        timescale = timescaleOf((await file.read(from, headerBytes)).readInt8(exponentAt));
        break;
      case blockTypes.gzipHierarchy:
      case blockTypes.lz4Hierarchy:
      case blockTypes.doubleLz4Hierarchy:
        hierarchy = await readHierarchyBlock(file, block, timescale!);
        break;
      case blockTypes.blackouts:
        switchings = await readSwitchings(file, block);
    }
  }
  if (hierarchy === undefined) {
    throw new WaveformError(
      'truncated',
      'The FST has no definitions, which come last: its simulator has not closed it. Let the simulation end by $finish.',
    );
  }
  return { ...hierarchy, switchings };
}
