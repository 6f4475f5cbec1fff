// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bigintFromWords, wordsFromBigint } from './bits.ts';

describe('words of a value', () => {
  it('puts the least significant word first and leaves the bits beyond the width zero', () => {
    const words = new Uint32Array(5);
    wordsFromBigint(0x1_0000_0002_ffff_ffffn, words, 1, 65);
    expect([...words]).toEqual([0, 0xffffffff, 2, 1, 0]);
    wordsFromBigint(-1n, words, 1, 33);
    expect([...words]).toEqual([0, 0xffffffff, 1, 1, 0]);
  });

  it('gives every value back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.bigInt(), (width, value) => {
        const words = new Uint32Array(10).fill(0xdeadbeef);
        wordsFromBigint(value, words, 2, width);
        expect(bigintFromWords(words, 2, width)).toBe(BigInt.asUintN(width, value));
      }),
      { seed: 1995 },
    );
  });
});
