// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../../sim/manifest/index.ts';
import type { Setting } from './plan.ts';

/** What both engines are given for a run. */
export function settingOf({ configuration, sizes, ports }: Manifest, seed: number, cycles: number): Setting {
  const parties =
    configuration.parties === 'two' ? (['first', 'second'] as const) : (['client', 'server'] as const);
  const width = (port: string) => ports.find(({ name }) => name === `${parties[0]}_${port}`)!.width;
  return {
    seed,
    cycles,
    parties,
    bufferBytes: configuration.bufferBytes,
    threads: configuration.threads,
    wordBytes: sizes.wordBytes,
    entryBits: width('command_entry'),
    pointerBits: width('command_pointer'),
    lengthBits: width('command_length'),
    tagBits: width('command_tag'),
    offsetBits: width('window_offset'),
  };
}
