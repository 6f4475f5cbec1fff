// SPDX-License-Identifier: Apache-2.0

/** Bits `low` and up of a word, `width` of them. */
export function bitsOf(word: number, low: number, width: number): number {
  return Math.floor(word / 2 ** low) % 2 ** width;
}

/** A word of which the bytes of `strobe` are replaced. */
export function mergedBytes(before: number, data: number, strobe: number): number {
  let word = 0;
  for (let lane = 3; lane >= 0; lane -= 1) {
    word = word * 256 + bitsOf((strobe >> lane) & 1 ? data : before, 8 * lane, 8);
  }
  return word;
}

/** Whether a write gives all bytes that a field is in. */
export function givesAllBytes(strobe: number, low: number, width: number): boolean {
  for (let lane = Math.floor(low / 8); lane <= Math.floor((low + width - 1) / 8); lane += 1) {
    if (((strobe >> lane) & 1) === 0) return false;
  }
  return true;
}
