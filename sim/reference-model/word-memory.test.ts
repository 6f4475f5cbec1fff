// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { createWordMemory, forgetAll, lengthMask, strobeMask, writeWord } from './word-memory.ts';

test('a write changes and makes known the bytes of its strobe', () => {
  const memory = createWordMemory(2, 2);
  const data = Uint32Array.of(0, 0x44332211, 0x88776655);
  const allKnown = new Uint32Array(3);
  writeWord(memory, 1, data, 1, Uint32Array.of(0b1001_0110), 0, allKnown);
  expect([...memory.data]).toEqual([0, 0, 0x00332200, 0x88000055]);
  expect([...memory.known]).toEqual([0, 0, 0x00ffff00, 0xff0000ff]);
  writeWord(memory, 1, data, 1, Uint32Array.of(0b0000_0001), 0, allKnown);
  expect(memory.data[2]).toBe(0x00332211);
  writeWord(memory, 1, data, 1, Uint32Array.of(0b0000_0011), 0, Uint32Array.of(0, 0x0000_0f00, 0));
  expect(memory.known[2]).toBe(0x00fff0ff);
  forgetAll(memory);
  expect([...memory.known]).toEqual([0, 0, 0, 0]);
});

test('a strobe of more than 32 bytes goes on in its next word', () => {
  const strobe = Uint32Array.of(0xf000_0000, 0x0000_0002);
  expect([0, 6, 7, 8, 9].map((lane) => strobeMask(strobe, 0, lane) >>> 0)).toEqual([
    0, 0, 0xffffffff, 0xff00, 0,
  ]);
});

test.each([
  [0, [0, 0]],
  [3, [0x00ffffff, 0]],
  [4, [0xffffffff, 0]],
  [5, [0xffffffff, 0xff]],
  [9, [0xffffffff, 0xffffffff]],
])('the first %i bytes of a word', (bytes, masks) => {
  expect([0, 1].map((lane) => lengthMask(bytes, lane) >>> 0)).toEqual(masks);
});
