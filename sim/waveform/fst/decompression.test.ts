// SPDX-License-Identifier: Apache-2.0
import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { WaveformError } from '../waveform-error.ts';
import { type Packing, unpack } from './unpack.ts';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const bytesOf = (...parts: readonly (string | number)[]) =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.of(part))),
  );

describe('unpack', () => {
  it.each<[string, Packing, Uint8Array, string]>([
    ['literals', 'lz4', bytesOf(0x50, 'hello'), 'hello'],
    ['a copy, then literals', 'lz4', bytesOf(0x30, 'abc', 3, 0, 0x10, '!'), 'abcabca!'],
    ['a copy that overlaps itself', 'lz4', bytesOf(0x1f, 'a', 1, 0, 5, 0x10, 'b'), `${'a'.repeat(25)}b`],
    ['many literals', 'lz4', bytesOf(0xf0, 255, 30, 'x'.repeat(300)), 'x'.repeat(300)],
    [
      'a copy of many bytes',
      'lz4',
      bytesOf(0xff, 25, 'y'.repeat(20), 'z'.repeat(20), 40, 0, 15),
      `${'y'.repeat(20)}${'z'.repeat(20)}`.repeat(2).slice(0, 74),
    ],
    ['literals', 'fastlz', bytesOf(4, 'hello'), 'hello'],
    ['a short copy', 'fastlz', bytesOf(2, 'abc', 0x20, 2, 0, '!'), 'abcabc!'],
    ['a long copy', 'fastlz', bytesOf(0, 'a', 0xe0, 20, 0), 'a'.repeat(30)],
    ['a long copy of the second level', 'fastlz', bytesOf(0x20, 'a', 0xe0, 255, 3, 0), 'a'.repeat(268)],
    ['zlib', 'zlib', deflateSync('hello'), 'hello'],
    ['gzip', 'gzip', gzipSync('hello'), 'hello'],
  ])('decompresses %s (%s)', (_what, packing, packed, expected) => {
    expect(text(unpack(packing, packed, expected.length, 0))).toBe(expected);
  });

  it('copies from far back at the second level of FastLZ', () => {
    const far = Array.from({ length: 9000 }, (_, index) => String.fromCharCode(97 + (index % 23))).join('');
    const literals = Array.from({ length: Math.ceil(far.length / 32) }, (_, index) => {
      const part = far.slice(32 * index, 32 * index + 32);
      return bytesOf((part.length - 1) | (index === 0 ? 0x20 : 0), part);
    });
    const distance = 9000 - 8192;
    const copy = bytesOf(0x3f, 255, distance >> 8, distance & 255);
    expect(text(unpack('fastlz', Buffer.concat([...literals, copy]), 9003, 0))).toBe(far + far.slice(0, 3));
  });

  it.each<[string, Packing, Uint8Array, number]>([
    ['another length', 'lz4', bytesOf(0x50, 'hello'), 6],
    ['literals that are not there', 'lz4', bytesOf(0x50, 'hell'), 5],
    ['a copy from before the beginning', 'lz4', bytesOf(0x10, 'a', 2, 0, 0x10, 'b'), 6],
    ['a copy beyond the end', 'lz4', bytesOf(0x1f, 'a', 1, 0, 5), 10],
    ['a third level', 'fastlz', bytesOf(0x44, 'hello'), 5],
    ['a copy from before the beginning', 'fastlz', bytesOf(0, 'a', 0x20, 9, 0), 4],
    ['literals that are not there', 'fastlz', bytesOf(9, 'hello'), 10],
    ['what is not compressed', 'zlib', bytesOf('hello'), 5],
    ['more than it says', 'zlib', deflateSync('hello'.repeat(100)), 5],
    ['a length that nothing reaches', 'lz4', bytesOf(0x50, 'hello'), 2 ** 40],
  ])('refuses %s (%s)', (_what, packing, packed, length) => {
    expect(() => unpack(packing, packed, length, 7)).toThrow(WaveformError);
    expect(() => unpack(packing, packed, length, 7)).toThrow(/^Waveform byte 7: .*the FST is damaged/);
  });
});
