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

/** Configurations over the whole schema, with every value of every field; the same seed draws the same ones. */
export function drawConfigurations(seed: number): NamedConfiguration[] {
  return drawSample(seed, sampleSize).configurations.map(({ configuration }) => ({
    name: JSON.stringify(configuration),
    configuration,
  }));
}

const sampleSize = 20;
