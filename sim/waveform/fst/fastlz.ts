// SPDX-License-Identifier: Apache-2.0

const shortestMatch = 3;
const farthestNear = 8191;

/**
 * Decompresses FastLZ: runs of literals, and copies of what was decompressed before. The upper bits of the first byte
 * tell which of its two levels it is; the second has longer copies and reaches farther back.
 *
 * @param length bytes of the decompressed data
 * @returns undefined when the source is no such data or has another length
 */
export function decompressFastLz(source: Uint8Array, length: number): Uint8Array | undefined {
  const target = new Uint8Array(length);
  const level = (source[0] ?? 0) >>> 5;
  if (level > 1) return undefined;
  let from = 0;
  let to = 0;

  while (from < source.length) {
    const control = from === 0 ? source[from++]! & 31 : source[from++]!;
    if (control < 32) {
      const literals = control + 1;
      if (from + literals > source.length || to + literals > length) return undefined;
      target.set(source.subarray(from, from + literals), to);
      from += literals;
      to += literals;
      continue;
    }
    let copied = (control >>> 5) - 1;
    if (copied === 6) {
      let more: number;
      do {
        more = source[from++] ?? 0;
        copied += more;
      } while (level === 1 && more === 255);
    }
    copied += shortestMatch;
    const near = source[from++] ?? 0;
    let distance = ((control & 31) << 8) + near + 1;
    if (level === 1 && distance === farthestNear + 1) {
      distance = (((source[from] ?? 0) << 8) | (source[from + 1] ?? 0)) + farthestNear + 1;
      from += 2;
    }
    if (distance > to || to + copied > length) return undefined;
    for (const end = to + copied; to < end; to++) target[to] = target[to - distance]!;
  }
  return to === length ? target : undefined;
}
