// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { channel } from '../../../hdl-gen/blocks/channel.ts';
import { gateway } from '../../../hdl-gen/blocks/gateway.ts';
import { sizesOf } from '../../../hdl-gen/circuits/sizes.ts';
import { generate } from '../../../hdl-gen/collateral/index.ts';
import {
  type Configuration,
  type ConfigurationInput,
  parseConfiguration,
} from '../../../hdl-gen/configuration/index.ts';
import { elaborateDesign, type ModuleTree } from '../../../hdl-gen/language/index.ts';
import { buildModel, loadModel, type Model } from '../../../sim/harness/index.ts';
import { type Manifest, parseManifest } from '../../../sim/manifest/index.ts';
import { totalsOf } from '../../checker/late-counters.ts';
import { contentFolder } from '../../support/generated-folder.ts';
import type { Mutant } from './draw-mutants.ts';
import { selectPort, withMutants } from './mutated-trees.ts';
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
