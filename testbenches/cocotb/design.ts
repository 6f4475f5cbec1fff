// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { generate } from '../../hdl-gen/collateral/index.ts';
import { type PresetName, parseConfiguration, presets } from '../../hdl-gen/configuration/index.ts';
import { type Manifest, parseManifest } from '../../sim/manifest/index.ts';
import { contentFolder } from '../support/generated-folder.ts';
import type { Setting } from './plan.ts';

/** A preset as files that any simulator can read. */
export interface PresetFiles {
  readonly preset: PresetName;
  readonly manifest: Manifest;
  /** The folder that holds them. */
  readonly folder: string;
  /** Absolute paths in the order of compilation. */
  readonly files: readonly string[];
}

export function writePreset(preset: PresetName): PresetFiles {
  const { manifest, files } = generate(parseConfiguration(presets[preset]));
  const folder = contentFolder(files);
  return {
    preset,
    manifest: parseManifest(JSON.stringify(manifest), 'the generated manifest'),
    folder,
    files: manifest.modules.map(({ file }) => join(folder, file)),
  };
}

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
