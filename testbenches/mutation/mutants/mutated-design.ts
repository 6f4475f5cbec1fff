// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { channel } from '../../../hdl-gen/blocks/channel.ts';
import { gateway } from '../../../hdl-gen/blocks/gateway.ts';
import { sizesOf } from '../../../hdl-gen/circuits/sizes.ts';
import { generate } from '../../../hdl-gen/collateral/index.ts';
import { type PresetName, parseConfiguration, presets } from '../../../hdl-gen/configuration/index.ts';
import { elaborateDesign, type ModuleTree } from '../../../hdl-gen/language/index.ts';
import { buildModel, loadModel, type Model } from '../../../sim/harness/index.ts';
import { type Manifest, parseManifest } from '../../../sim/manifest/index.ts';
import type { Random } from '../../../sim/tasks/index.ts';
import { drawMutants, type Mutant } from './draw-mutants.ts';
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

/** Draws mutants of a preset and builds them into one model. */
export async function buildMutants(
  preset: PresetName,
  count: number,
  random: Random,
): Promise<MutatedDesign> {
  const configuration = parseConfiguration(presets[preset]);
  const sizes = sizesOf(configuration);
  const trees = elaborateDesign(configuration.parties === 'two' ? channel(sizes) : gateway(sizes));
  const { files: generated } = generate(configuration);
  const manifest = parseManifest(generated.get('manifest.json')!, 'the generated manifest');
  const mutants = drawMutants(trees, count, random, (drawn) => isFreeOfLoops(trees, drawn));
  const folder = await mkdtemp(join(tmpdir(), 'baton-'));
  try {
    const files: string[] = [];
    for (const tree of withMutants(trees, mutants)) {
      files.push(join(folder, `${tree.definition.name}.v`));
      await writeFile(files.at(-1)!, verilogText(tree));
    }
    const library = loadModel(await buildModel({ top: manifest.top, files, visible: manifest.probes }));
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
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
