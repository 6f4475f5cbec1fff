// SPDX-License-Identifier: Apache-2.0
import type { ConfigurationInput } from './schema.ts';

const tiny = { buffers: 4, bufferBytes: 64, dataWidth: 32, threads: 4, release: 'both' } as const;

/** Named configurations; `gateway` has the numbers of the patent application. */
export const presets = {
  channel: { parties: 'two', release: 'both' },
  gateway: { parties: 'three', release: 'both' },
  /** Whole, with its payload, on an FPGA with 7,680 look-up tables and 16 KiB of block RAM. */
  compact: { parties: 'two', buffers: 8, bufferBytes: 512, dataWidth: 32, threads: 8, statisticsBits: 0 },
  wide: { parties: 'two', dataWidth: 512 },
  'tiny-channel': { parties: 'two', ...tiny },
  'tiny-gateway': { parties: 'three', ...tiny },
} as const satisfies Readonly<Record<string, ConfigurationInput>>;

export type PresetName = keyof typeof presets;

export const presetNames = Object.keys(presets) as PresetName[];
