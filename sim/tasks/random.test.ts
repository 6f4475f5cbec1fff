// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { createRandom } from './random.ts';

/** The published xoshiro128** algorithm on big integers, as an independent reference. */
function reference(seed: number, count: number): number[] {
  const mask = 0xffffffffn;
  const rotate = (value: bigint, by: bigint) => ((value << by) | (value >> (32n - by))) & mask;
  let spread = BigInt(seed);
  const state = [0, 1, 2, 3].map(() => {
    spread = (spread + 0x9e3779b9n) & mask;
    let mixed = ((spread ^ (spread >> 16n)) * 0x85ebca6bn) & mask;
    mixed = ((mixed ^ (mixed >> 13n)) * 0xc2b2ae35n) & mask;
    return mixed ^ (mixed >> 16n);
  }) as [bigint, bigint, bigint, bigint];
  return Array.from({ length: count }, () => {
    const result = (rotate((state[1] * 5n) & mask, 7n) * 9n) & mask;
    const shifted = (state[1] << 9n) & mask;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = rotate(state[3], 11n);
    return Number(result);
  });
}

describe('createRandom', () => {
  it.each([0, 1, 1995, 2 ** 32 - 1])('follows the algorithm from seed %i', (seed) => {
    const random = createRandom(seed);
    expect(Array.from({ length: 200 }, () => random.next32())).toEqual(reference(seed, 200));
  });

  it('spreads below() evenly over its range', () => {
    const random = createRandom(3);
    const draws = 20_000;
    for (const [limit, lowShare] of [
      [1, 1],
      [2, 1 / 2],
      [7, 4 / 7],
      [3_000_000_000, 1 / 2],
    ] as const) {
      const values = Array.from({ length: draws }, () => random.below(limit));
      expect(Math.max(...values)).toBeLessThan(limit);
      const low = values.filter((value) => value < limit / 2).length;
      expect(Math.abs(low / draws - lowShare)).toBeLessThan(0.02);
    }
    expect(random.below(2 ** 32)).toBeGreaterThanOrEqual(0);
  });

  it('takes chances as often as asked', () => {
    const random = createRandom(4);
    const share = (probability: number) => {
      let taken = 0;
      for (let draw = 0; draw < 20_000; draw += 1) taken += Number(random.chance(probability));
      return taken / 20_000;
    };
    expect(share(0)).toBe(0);
    expect(share(1)).toBe(1);
    expect(Math.abs(share(0.3) - 0.3)).toBeLessThan(0.015);
  });

  it('fills bytes from its numbers, lowest byte first', () => {
    const [first = 0, second = 0] = reference(5, 2);
    const bytes = createRandom(5).fill(new Uint8Array(6));
    const expected = Buffer.alloc(8);
    expected.writeUInt32LE(first, 0);
    expected.writeUInt32LE(second, 4);
    expect([...bytes]).toEqual([...expected.subarray(0, 6)]);
  });

  it('forks sources that do not disturb each other', () => {
    const one = createRandom(6);
    const forked = one.fork();
    const rest = Array.from({ length: 5 }, () => one.next32());
    const again = createRandom(6);
    const other = again.fork();
    for (let draw = 0; draw < 100; draw += 1) other.next32();
    expect(Array.from({ length: 5 }, () => again.next32())).toEqual(rest);
    expect(forked.next32()).not.toBe(rest[0]);
  });

  it('refuses what is out of range', () => {
    const random = createRandom(1);
    for (const seed of [-1, 0.5, 2 ** 32]) expect(() => createRandom(seed)).toThrow(`Seed ${seed} is not`);
    for (const limit of [0, -1, 1.5, 2 ** 32 + 1])
      expect(() => random.below(limit)).toThrow(`Limit ${limit} is not`);
    for (const chance of [-0.1, 1.1, Number.NaN]) {
      expect(() => random.chance(chance)).toThrow(`Probability ${chance} is not between 0 and 1.`);
    }
  });
});

it('arrays of words and of bigints are filled with the same bytes', () => {
  const bytes = createRandom(5).fill(new Uint8Array(16));
  expect(new Uint8Array(createRandom(5).fill(new Uint32Array(4)).buffer)).toEqual(bytes);
  expect(new Uint8Array(createRandom(5).fill(new BigUint64Array(2)).buffer)).toEqual(bytes);
});
