// SPDX-License-Identifier: Apache-2.0

const shortestMatch = 4;

/**
 * Decompresses one LZ4 block: literals and copies of what was decompressed before, in turn.
 *
 * @param length bytes of the decompressed data
 * @returns undefined when the source is no such block or has another length
 */
export function decompressLz4(source: Uint8Array, length: number): Uint8Array | undefined {
  const target = new Uint8Array(length);
  let from = 0;
  let to = 0;

  /** A length of four bits that goes on in further bytes while these are 255. */
  const longLength = (short: number): number => {
    let total = short;
    if (short === 15) {
      let more: number;
      do {
        more = source[from++] ?? 0;
        total += more;
      } while (more === 255);
    }
    return total;
  };

  while (from < source.length) {
    const token = source[from++]!;
    const literals = longLength(token >>> 4);
    if (from + literals > source.length || to + literals > length) return undefined;
    if (literals > 32) {
      target.set(source.subarray(from, from + literals), to);
      from += literals;
      to += literals;
    } else {
      for (const end = to + literals; to < end; ) target[to++] = source[from++]!;
    }
    if (from >= source.length) break;
    const distance = (source[from] ?? 0) | ((source[from + 1] ?? 0) << 8);
    from += 2;
    const end = to + shortestMatch + longLength(token & 15);
    if (distance === 0 || distance > to || end > length) return undefined;
    if (distance >= end - to && end - to > 32) {
      target.copyWithin(to, to - distance, end - distance);
      to = end;
    } else {
      for (; to < end; to++) target[to] = target[to - distance]!;
    }
  }
  return to === length ? target : undefined;
}
