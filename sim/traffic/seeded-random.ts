// SPDX-License-Identifier: Apache-2.0

/** A repeatable source of pseudo-random numbers. */
export interface SeededRandom {
  /** Integer from `low` to `high`, both included. */
  integer(low: number, high: number): number;
  /** `length` pseudo-random bytes. */
  bytes(length: number): Uint8Array;
}

/** Creates a source that gives the same numbers for the same seed on every machine (xorshift, 32 bits of state). */
export function createSeededRandom(seed: number): SeededRandom {
  // A multiplication spreads neighbouring seeds apart; the state must not be zero, or it would stay there.
  let state = Math.imul(seed ^ 0x5bd1e995, 0x9e3779b1) | 1;

  function next(): number {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  }

  for (let warmUp = 0; warmUp < 8; warmUp++) next();
  return {
    integer: (low, high) => low + Math.floor((next() / 2 ** 32) * (high - low + 1)),
    bytes(length) {
      const bytes = new Uint8Array(length);
      for (let index = 0; index < length; index++) bytes[index] = next() >>> 24;
      return bytes;
    },
  };
}
