// SPDX-License-Identifier: Apache-2.0
import { type Configuration, parseConfiguration, presets } from '../../hdl-gen/configuration/index.ts';
import { drawSample } from '../configurations/sample.ts';

/** A configuration under the name by which test titles call it. */
export interface NamedConfiguration {
  readonly name: string;
  readonly configuration: Configuration;
}

/** All presets. */
export const presetConfigurations: readonly NamedConfiguration[] = Object.entries(presets).map(
  ([name, input]) => ({ name, configuration: parseConfiguration(input) }),
);

/** What complaints were once about. */
export const complainedAbout: readonly NamedConfiguration[] = [
  {
    name: 'inline slots that take more room than the only buffer',
    configuration: parseConfiguration({
      ...presets['tiny-channel'],
      ...{ buffers: 1, reserveForReturn: 0, levels: 'stream', bypassBytes: 52, release: 'early' },
    }),
  },
  {
    name: 'inline slots beside a payload of two words, whose addresses are shorter than those of its port',
    configuration: parseConfiguration({
      ...presets['tiny-channel'],
      ...{ buffers: 1, bufferBytes: 64, dataWidth: 256, reserveForReturn: 0 },
      ...{ levels: 'stream', bypassBytes: 32, release: 'early' },
    }),
  },
];

/** Configurations over the whole schema, with every value of every field; the same seed draws the same ones. */
export function drawConfigurations(seed: number): NamedConfiguration[] {
  return drawSample(seed, sampleSize).configurations.map(({ configuration }) => ({
    name: JSON.stringify(configuration),
    configuration,
  }));
}

const sampleSize = 12;
