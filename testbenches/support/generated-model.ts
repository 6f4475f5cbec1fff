// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { generate, type Manifest } from '../../hdl-gen/collateral/index.ts';
import { type ConfigurationInput, parseConfiguration } from '../../hdl-gen/configuration/index.ts';
import { buildModel, loadModel, type Model, type VisibleSignal } from '../../sim/harness/index.ts';
import { contentFolder } from './generated-folder.ts';

/** A generated design, built and ready to be run as often as needed. */
export interface GeneratedModel {
  readonly manifest: Manifest;
  create(seed: number): Model;
}

/**
 * Generates, builds and loads a design.
 *
 * @param edit may change the text of a file before it is built
 * @param writable probes that tests overwrite
 * @param besides signals that tests see besides the probes
 */
export async function buildGenerated(
  input: ConfigurationInput,
  edit: (text: string, file: string) => string = (text) => text,
  writable: (probe: string) => boolean = () => false,
  besides: readonly VisibleSignal[] = [],
): Promise<GeneratedModel> {
  const { manifest, files } = generate(parseConfiguration(input));
  const folder = contentFolder(new Map([...files].map(([file, text]) => [file, edit(text, file)])));
  const library = loadModel(
    await buildModel({
      top: manifest.top,
      files: manifest.modules.map(({ file }) => join(folder, file)),
      visible: [
        ...manifest.probes.map((probe) => (writable(probe.name) ? { ...probe, writable: true } : probe)),
        ...besides,
      ],
    }),
  );
  return { manifest, create: (seed) => library.create({ seed }) };
}

/** One cycle of reset. */
export function resetOnce(model: Model): void {
  model.port('rst').value = 1;
  model.settle();
  model.edge();
  model.port('rst').value = 0;
}

/** Resets a block and runs it until it is ready. Returns the cycles from the end of reset to `ready`. */
export function resetUntilReady(model: Model): number {
  const ready = model.port('ready');
  resetOnce(model);
  for (let cycle = 0; cycle <= 1000; cycle += 1) {
    model.settle();
    if (ready.value === 1) {
      return cycle;
    }
    model.edge();
  }
  throw new Error('the block is not ready 1000 cycles after reset');
}
