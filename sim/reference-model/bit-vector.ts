// SPDX-License-Identifier: Apache-2.0

/** One bit for each entry or tag, number 0 lowest, 32 to a word: the layout in which a register is sampled. */
export type BitVector = Uint32Array;

export function createBitVector(bits: number): BitVector {
  return new Uint32Array(Math.ceil(bits / 32));
}

/** The bit of a number, 0 or 1; zero beyond the vector. */
export function bitAt(vector: BitVector, number: number): number {
  return ((vector[number >>> 5] ?? 0) >>> (number & 31)) & 1;
}

export function setBit(vector: BitVector, number: number, value: number): void {
  const word = number >>> 5;
  const bit = 1 << (number & 31);
  vector[word] = value === 0 ? vector[word]! & ~bit : vector[word]! | bit;
}

/** How many bits of a 32-bit word are 1. */
export function onesOfWord(word: number): number {
  let sum = word - ((word >>> 1) & 0x55555555);
  sum = (sum & 0x33333333) + ((sum >>> 2) & 0x33333333);
  return Math.imul((sum + (sum >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

export function countOnes(vector: BitVector): number {
  let count = 0;
  for (let word = 0; word < vector.length; word += 1) count += onesOfWord(vector[word]!);
  return count;
}

/** How many of the bits with numbers below `limit` are 1. */
export function countOnesBelow(vector: BitVector, limit: number): number {
  let count = 0;
  for (let word = 0; word < vector.length; word += 1)
    count += onesOfWord(vector[word]! & bitsBelow(limit, word));
  return count;
}

/** A word of a vector in which the bits with numbers below `limit` are 1. */
export function bitsBelow(limit: number, word: number): number {
  const kept = limit - 32 * word;
  return kept >= 32 ? -1 : kept <= 0 ? 0 : 2 ** kept - 1;
}

/** The number of the lowest 1, or -1. */
export function lowestOne(vector: BitVector): number {
  for (let word = 0; word < vector.length; word += 1) {
    const bits = vector[word]!;
    if (bits !== 0) return 32 * word + 31 - Math.clz32(bits & -bits);
  }
  return -1;
}
