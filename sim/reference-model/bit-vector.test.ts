// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { bitAt, countOnes, createBitVector, lowestOne, onesOfWord, setBit } from './bit-vector.ts';

test('bits are set, cleared, counted and found over word borders', () => {
  const vector = createBitVector(70);
  expect([vector.length, lowestOne(vector), countOnes(vector)]).toEqual([3, -1, 0]);
  for (const number of [31, 32, 63, 69]) setBit(vector, number, 1);
  expect([0, 31, 32, 63, 64, 69, 100].map((number) => bitAt(vector, number))).toEqual([0, 1, 1, 1, 0, 1, 0]);
  expect([lowestOne(vector), countOnes(vector)]).toEqual([31, 4]);
  setBit(vector, 31, 0);
  expect(lowestOne(vector)).toBe(32);
});

test.each([
  [0, 0],
  [0xffffffff, 32],
  [0x80000001, 2],
  [0x0f0f0f0f, 16],
])('ones of %i', (word, ones) => expect(onesOfWord(word)).toBe(ones));
