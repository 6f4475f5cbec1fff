// SPDX-License-Identifier: Apache-2.0

/** A seeded source of numbers: the same seed gives the same numbers on every machine. Not for secrets. */
export interface Random {
  /** A whole number from 0 to 2^32 - 1. */
  next32(): number;
  /** A whole number from 0 to `limit` - 1, each as likely. @throws RangeError unless `limit` is a whole number from 1 to 2^32. */
  below(limit: number): number;
  /** A whole number from `low` to `high`, both included. @throws RangeError unless `low` is not above `high`. */
  between(low: number, high: number): number;
  /** True with the given probability, 0 never and 1 always. @throws RangeError for any other value. */
  chance(probability: number): boolean;
  /** Fills an array with random bytes, whatever its elements are, and returns it. */
  fill<Numbers extends ArrayBufferView>(numbers: Numbers): Numbers;
  /** A source of its own, so that two consumers do not shift each other's numbers. */
  fork(): Random;
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

/**
 * A generator by the xoshiro128** method, its state spread from the seed by splitmix32.
 *
 * @throws RangeError unless the seed is a whole number from 0 to 2^32 - 1
 */
export function createRandom(seed: number): Random {
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
    throw new RangeError(`Seed ${seed} is not a whole number from 0 to 4294967295.`);
  }
  let spread = seed;
  const spreadNext = () => {
    spread = (spread + 0x9e3779b9) | 0;
    let mixed = Math.imul(spread ^ (spread >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return mixed ^ (mixed >>> 16);
  };
  let first = spreadNext();
  let second = spreadNext();
  let third = spreadNext();
  let fourth = spreadNext();

  const next32 = () => {
    const result = Math.imul(rotate(Math.imul(second, 5), 7), 9) >>> 0;
    const shifted = second << 9;
    third ^= first;
    fourth ^= second;
    second ^= third;
    first ^= fourth;
    third ^= shifted;
    fourth = rotate(fourth, 11);
    return result;
  };

  function below(limit: number): number {
    if (!Number.isInteger(limit) || limit < 1 || limit > 2 ** 32) {
      throw new RangeError(`Limit ${limit} is not a whole number from 1 to 4294967296.`);
    }
    // The incomplete last run of numbers would make the low results likelier.
    const usable = 2 ** 32 - (2 ** 32 % limit);
    let drawn = next32();
    while (drawn >= usable) drawn = next32();
    return drawn % limit;
  }

  return {
    next32,
    below,
    between: (low, high) => low + below(high - low + 1),
    chance(probability) {
      if (!(probability >= 0 && probability <= 1)) {
        throw new RangeError(`Probability ${probability} is not between 0 and 1.`);
      }
      return next32() < probability * 2 ** 32;
    },
    fill(numbers) {
      const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
      let word = 0;
      for (let index = 0; index < bytes.length; index += 1) {
        if (index % 4 === 0) word = next32();
        bytes[index] = word >>> (8 * (index % 4));
      }
      return numbers;
    },
    fork: () => createRandom(next32()),
  };
}
