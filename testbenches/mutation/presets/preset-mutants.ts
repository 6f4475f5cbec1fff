// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { type PresetName, presets } from '../../../hdl-gen/configuration/index.ts';
import { createRandom } from '../../../sim/tasks/index.ts';
import { drawMutants, type Mutant, type MutantPlace } from '../mutants/draw-mutants.ts';
import { type DesignDescription, describeDesign } from '../mutants/mutated-design.ts';
import { isFreeOfLoops } from '../mutants/mutated-trees.ts';
import { verilogText } from '../mutants/verilog-text.ts';

/** The presets that mutants are drawn from. */
export const mutatedPresets = ['tiny-channel', 'tiny-gateway'] as const satisfies readonly PresetName[];
export type MutatedPreset = (typeof mutatedPresets)[number];

/** Mutants in one model: enough that few models are built, few enough that a model is fast. */
export const batchSize = 250;

/** The design of a preset as it is, and a digest of its Verilog. */
export function describeWhole(preset: MutatedPreset): DesignDescription & { readonly digest: string } {
  const description = describeDesign(presets[preset]);
  const hash = createHash('sha256');
  for (const tree of description.trees) hash.update(verilogText(tree));
  return { ...description, digest: hash.digest('hex').slice(0, 12) };
}

/** Draws different mutants of all modules; those of one batch can be in one model. */
export function drawPlaces({ trees }: DesignDescription, count: number, seed: number): MutantPlace[] {
  const isLegal = (drawn: readonly Mutant[]) =>
    isFreeOfLoops(trees, drawn.slice(Math.floor((drawn.length - 1) / batchSize) * batchSize));
  return drawMutants(trees, count, createRandom(seed), isLegal).map(
    ({ id, module, kind, rule, fault, site }) => ({
      id,
      module,
      kind,
      rule,
      fault,
      site: { index: site.index },
    }),
  );
}

/** The places of one model after the other. */
export function batchesOf<Place>(places: readonly Place[]): Place[][] {
  return Array.from({ length: Math.ceil(places.length / batchSize) }, (_, index) =>
    places.slice(index * batchSize, (index + 1) * batchSize),
  );
}
