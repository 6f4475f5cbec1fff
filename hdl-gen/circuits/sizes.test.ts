// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { type ConfigurationInput, parseConfiguration } from '../configuration/index.ts';
import { sizesOf } from './sizes.ts';

const sizes = (input: ConfigurationInput) => sizesOf(parseConfiguration(input));

test('of the preset channel', () => {
  expect(sizes({ parties: 'two' })).toMatchObject({
    wordBytes: 8,
    wordBits: 64,
    byteBits: 3,
    bufferWords: 640,
    payloadWords: 20480,
    payloadAddressBits: 15,
    temporaryWords: 20480,
    temporaryAddressBits: 15,
    entries: 32,
    tags: 32,
    entryBits: 5,
    pointerBits: 18,
    countBits: 8,
    temporaryBits: 5,
    lengthBits: 13,
    offsetBits: 10,
    tagBits: 5,
  });
});

describe.each<ConfigurationInput>([
  {},
  { buffers: 1, reserveForReturn: 0, threads: 1, bufferBytes: 64, dataWidth: 512 },
  { buffers: 3, threads: 3, bufferBytes: 80, dataWidth: 128 },
  { buffers: 64, threads: 256, bufferBytes: 65536, dataWidth: 32, temporaryBuffers: 64 },
  { buffers: 33, threads: 129, bufferBytes: 65472, dataWidth: 512, temporaryBuffers: 3 },
])('for %o', (input) => {
  const { configuration, ...all } = sizes(input);
  const { buffers, bufferBytes, threads, temporaryBuffers } = configuration;

  test('everything that is numbered fits its bits', () => {
    expect(2 ** all.entryBits).toBeGreaterThanOrEqual(buffers);
    expect(2 ** all.tagBits).toBeGreaterThanOrEqual(threads);
    expect(2 ** all.temporaryBits).toBeGreaterThanOrEqual(temporaryBuffers);
    expect(2 ** all.pointerBits).toBeGreaterThanOrEqual(buffers * bufferBytes);
    expect(2 ** all.payloadAddressBits).toBeGreaterThanOrEqual(all.payloadWords);
    expect(2 ** all.temporaryAddressBits).toBeGreaterThanOrEqual(all.temporaryWords);
    expect(2 ** all.offsetBits).toBeGreaterThanOrEqual(all.bufferWords);
    expect(2 ** all.byteBits).toBe(all.wordBytes);
  });

  test('a length can be a full buffer and more, so that more can be refused', () => {
    expect(2 ** all.lengthBits - 1).toBeGreaterThan(bufferBytes);
  });

  test('A[0] is wide enough to show a number beyond the entries', () => {
    expect(2 ** all.countBits - 1).toBeGreaterThan(buffers);
  });

  test('registers for entries and tags can be indexed', () => {
    expect(all.entries).toBe(Math.max(2, buffers));
    expect(all.tags).toBe(Math.max(2, threads));
    expect(2 ** all.entryBits).toBeGreaterThanOrEqual(all.entries);
    expect(2 ** all.tagBits).toBeGreaterThanOrEqual(all.tags);
  });

  test('memories have whole buffers', () => {
    expect(all.payloadWords).toBe(buffers * all.bufferWords);
    expect(all.temporaryWords).toBe(temporaryBuffers * all.bufferWords);
    expect(all.bufferWords * all.wordBytes).toBe(bufferBytes);
  });
});
