// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { channel } from '../../../hdl-gen/blocks/channel.ts';
import { gateway } from '../../../hdl-gen/blocks/gateway.ts';
import { sizesOf } from '../../../hdl-gen/circuits/sizes.ts';
import { generate } from '../../../hdl-gen/collateral/index.ts';
import {
  type Configuration,
  type ConfigurationInput,
  type PresetName,
  parseConfiguration,
  presets,
} from '../../../hdl-gen/configuration/index.ts';
import { elaborateDesign, type ModuleTree } from '../../../hdl-gen/language/index.ts';
import { buildModel, loadModel, type Model } from '../../../sim/harness/index.ts';
import { type Manifest, parseManifest } from '../../../sim/manifest/index.ts';
import type { Random } from '../../../sim/tasks/index.ts';
import { totalsOf } from '../../checker/late-counters.ts';
import { contentFolder } from '../../support/generated-folder.ts';
import { drawMutants, type Mutant, sameMutants } from './draw-mutants.ts';
import { isFreeOfLoops, selectPort, withMutants } from './mutated-trees.ts';
import { verilogText } from './verilog-text.ts';

/** A design with mutants, built and ready to be run as often as needed. */
export interface MutatedDesign {
  readonly manifest: Manifest;
  /** The modules without mutants, leaves first. */
  readonly trees: readonly ModuleTree[];
  readonly mutants: readonly Mutant[];
  /** A new model with this mutant active; 0 for none. */
  create(mutant: number): Model;
}

/** What mutants are drawn from. */
export interface DesignDescription {
  readonly configuration: Configuration;
  /** Leaves first, the top last. */
  readonly trees: readonly ModuleTree[];
}

/** Draws mutants of a preset and builds them into one model. */
export function buildMutants(preset: PresetName, count: number, random: Random): Promise<MutatedDesign> {
  const description = withoutHolding(preset);
  const { trees } = description;
  return buildTogether(
    description,
    drawMutants(trees, count, random, (drawn) => isFreeOfLoops(trees, drawn)),
  );
}

/** Builds mutants of one preset into another one, as far as it has the same modules. */
export function buildSameMutants(
  preset: PresetName,
  { trees: others, mutants }: Pick<MutatedDesign, 'trees' | 'mutants'>,
): Promise<MutatedDesign> {
  const description = withoutHolding(preset);
  const { trees } = description;
  const texts = new Map(others.map((tree) => [tree.definition.name, verilogText(tree)]));
  const isSame = (name: string) =>
    trees.some((tree) => tree.definition.name === name && verilogText(tree) === texts.get(name));
  return buildTogether(description, sameMutants(trees, mutants, isSame));
}

/**
 * The preset without what holds calls: its queue is all but never longer than one, and the bugs made by hand are its
 * mutants (`testbenches/checker/held-call-bugs.ts`).
 */
function withoutHolding(preset: PresetName): DesignDescription {
  return describeDesign({ ...presets[preset], release: 'early' });
}

/** Elaborates what a configuration asks for. */
export function describeDesign(input: ConfigurationInput): DesignDescription {
  const configuration = parseConfiguration(input);
  const sizes = sizesOf(configuration);
  const trees = elaborateDesign(configuration.parties === 'two' ? channel(sizes) : gateway(sizes));
  return { configuration, trees };
}

/**
 * Builds mutants of a design into one model.
 *
 * @param hasLateCounters whether runs may add to its counters, which makes it slower
 */
export async function buildTogether(
  { configuration, trees }: DesignDescription,
  mutants: readonly Mutant[],
  hasLateCounters = false,
): Promise<MutatedDesign> {
  const { files: generated } = generate(configuration);
  const manifest = parseManifest(generated.get('manifest.json')!, 'the generated manifest');
  const texts = withMutants(trees, mutants).map(
    (tree) => [`${tree.definition.name}.v`, verilogText(tree)] as const,
  );
  const folder = contentFolder(new Map(texts));
  const files = texts.map(([file]) => join(folder, file));
  const visible = [...manifest.probes, ...(hasLateCounters ? totalsOf(manifest) : [])];
  const library = loadModel(await buildModel({ top: manifest.top, files, visible }));
  return {
    manifest,
    trees,
    mutants,
    create: (mutant) => {
      const model = library.create({ seed: 1 });
      model.port(selectPort).value = mutant;
      return model;
    },
  };
}
