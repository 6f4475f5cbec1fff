// SPDX-License-Identifier: Apache-2.0
import { gunzipSync, inflateSync } from 'node:zlib';
import { damaged } from './damage.ts';
import { decompressFastLz } from './fastlz.ts';
import { decompressLz4 } from './lz4.ts';

/** How a part of an FST is compressed. */
export type Packing = 'zlib' | 'gzip' | 'lz4' | 'fastlz';

/** No packing makes data smaller than by this factor: what claims more is not worth the memory. */
const bestRatio = 1100;
const mostBytes = 1 << 30;

/**
 * Decompresses a part of an FST that came from offset `at` of the file.
 *
 * @param length bytes of the decompressed data, as the file says
 * @throws WaveformError `malformed` when it is something else
 */
export function unpack(packing: Packing, packed: Uint8Array, length: number, at: number): Uint8Array {
  if (length > mostBytes || length > bestRatio * (packed.length + 1)) {
    throw damaged(`${packed.length} bytes are to become ${length} by ${packing}`, at);
  }
  const unpacked = attempt(packing, packed, length);
  if (unpacked?.length !== length) {
    throw damaged(`${packed.length} bytes do not become ${length} by ${packing}`, at);
  }
  return unpacked;
}

function attempt(packing: Packing, packed: Uint8Array, length: number): Uint8Array | undefined {
  switch (packing) {
    case 'lz4':
      return decompressLz4(packed, length);
    case 'fastlz':
      return decompressFastLz(packed, length);
    default:
      try {
        const limits = { maxOutputLength: Math.max(1, length) };
        return packing === 'gzip' ? gunzipSync(packed, limits) : inflateSync(packed, limits);
      } catch {
        return undefined;
      }
  }
}
