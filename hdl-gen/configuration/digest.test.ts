// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Configuration, configurationDigest, parseConfiguration } from './index.ts';

const configurations = fc
  .record({
    parties: fc.constantFrom('two', 'three'),
    buffers: fc.integer({ min: 2, max: 64 }),
    bufferWords: fc.integer({ min: 1, max: 100 }),
    dataWidth: fc.constantFrom(32, 64, 128, 256, 512),
    threads: fc.integer({ min: 1, max: 256 }),
    allocator: fc.constantFrom('lookup', 'scan'),
    reserveForReturn: fc.constantFrom(0, 1),
  })
  .map(({ bufferWords, dataWidth, ...rest }) =>
    parseConfiguration({ ...rest, dataWidth, bufferBytes: 64 + (bufferWords * dataWidth) / 8 }),
  );

test('a digest is eight hexadecimal digits', () => {
  expect(configurationDigest(parseConfiguration({}))).toMatch(/^[0-9a-f]{8}$/);
});

test('the order of the fields does not matter', () => {
  fc.assert(
    fc.property(configurations, fc.infiniteStream(fc.nat()), (configuration, order) => {
      const shuffled = Object.entries(configuration)
        .map((entry) => ({ entry, position: order.next().value as number }))
        .sort((one, other) => one.position - other.position)
        .map(({ entry }) => entry);
      const other = Object.fromEntries(shuffled) as unknown as Configuration;
      expect(configurationDigest(other)).toBe(configurationDigest(configuration));
    }),
    { seed: 1 },
  );
});

test('a field left out and the same field with its default have one digest', () => {
  expect(configurationDigest(parseConfiguration({ buffers: 32 }))).toBe(
    configurationDigest(parseConfiguration({})),
  );
});

test('a field that is off leaves no trace, so that designs keep their digest when the schema gets one', () => {
  const { bufferAddresses, ...older } = parseConfiguration({});
  expect(bufferAddresses).toBe('contiguous');
  expect(configurationDigest(older as Configuration)).toBe(configurationDigest(parseConfiguration({})));
});

test('different configurations have different digests', () => {
  fc.assert(
    fc.property(configurations, configurations, (one, other) => {
      const same = (Object.keys(one) as (keyof Configuration)[]).every(
        (field) => one[field] === other[field],
      );
      expect(configurationDigest(one) === configurationDigest(other)).toBe(same);
    }),
    { seed: 1, numRuns: 1000 },
  );
});

test.each([
  { parties: 'two' },
  { buffers: 31 },
  { bufferBytes: 5112 },
  { dataWidth: 32 },
  { threads: 33, serverThreads: 32 },
  { serverThreads: 31 },
  { temporaryBuffers: 31 },
  { allocator: 'scan' },
  { reserveForReturn: 0 },
  { path: 'direct' },
  { server: 'remote' },
  { memory: 'on-demand' },
  { initialize: 'on-first-use' },
  { noBuffer: 'abort' },
  { hardening: 'off' },
  { levels: 'stream' },
  { levels: 'stream', bypassBytes: 64 },
  { reset: 'asynchronous-low' },
  { noBuffer: 'second-area' },
  { bufferAddresses: Array.from({ length: 32 }, (_, entry) => 5120 * entry) },
])('%o alone changes the digest', (field) => {
  expect(configurationDigest(parseConfiguration(field))).not.toBe(
    configurationDigest(parseConfiguration({})),
  );
});
