// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { configurationDigest, parseConfiguration, presetNames, presets } from './index.ts';

test('the presets are these', () => {
  expect(presetNames).toEqual(['channel', 'gateway', 'compact', 'wide', 'tiny-channel', 'tiny-gateway']);
});

test.each(presetNames)('%s is a configuration', (name) => {
  expect(() => parseConfiguration(presets[name])).not.toThrow();
});

test('the gateway has the numbers of the patent application, the channel the same for two parties', () => {
  const gateway = parseConfiguration(presets.gateway);
  expect(gateway).toMatchObject({ parties: 'three', buffers: 32, bufferBytes: 5120, threads: 32 });
  expect(parseConfiguration(presets.channel)).toEqual({ ...gateway, parties: 'two' });
});

test('the tiny ones have four buffers of 64 bytes and 32 bits', () => {
  const tiny = { buffers: 4, bufferBytes: 64, dataWidth: 32, threads: 4 };
  expect(parseConfiguration(presets['tiny-channel'])).toMatchObject({ parties: 'two', ...tiny });
  expect(parseConfiguration(presets['tiny-gateway'])).toMatchObject({ parties: 'three', ...tiny });
});

test('the compact one keeps its payload and its temporary buffers in 8 KiB, half of the block RAM of a small FPGA', () => {
  const { buffers, bufferBytes, temporaryBuffers } = parseConfiguration(presets.compact);
  expect((buffers + temporaryBuffers) * bufferBytes).toBe(8192);
});

test('the wide one is the channel with 512 bits', () => {
  const { release: _release, ...channel } = presets.channel;
  expect(parseConfiguration(presets.wide)).toEqual(parseConfiguration({ ...channel, dataWidth: 512 }));
});

test('every preset has a digest of its own', () => {
  const digests = presetNames.map((name) => configurationDigest(parseConfiguration(presets[name])));
  expect(new Set(digests).size).toBe(presetNames.length);
});
