// SPDX-License-Identifier: Apache-2.0

/** A value of `width` bits from 32-bit words, least significant first. */
export function bigintFromWords(words: Uint32Array, first: number, width: number): bigint {
  let value = 0n;
  for (let word = Math.ceil(width / 32) - 1; word >= 0; word -= 1) {
    value = (value << 32n) | BigInt(words[first + word] ?? 0);
  }
  return value;
}

/** Writes the lowest `width` bits of a value into 32-bit words, least significant first; negative values in two's complement. */
export function wordsFromBigint(value: bigint, words: Uint32Array, first: number, width: number): void {
  let rest = BigInt.asUintN(width, value);
  for (let word = 0; word < Math.ceil(width / 32); word += 1) {
    words[first + word] = Number(rest & 0xffffffffn);
    rest >>= 32n;
  }
}
