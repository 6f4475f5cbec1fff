// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from '../../../hdl-gen/collateral/index.ts';
import { type PresetName, parseConfiguration, presets } from '../../../hdl-gen/configuration/index.ts';
import type { CheckSummary } from '../../../sim/checker/index.ts';
import { buildModel, loadModel } from '../../../sim/harness/index.ts';
import { type Manifest, parseManifest } from '../../../sim/manifest/index.ts';
import { randomKinds } from '../../checker/random-kinds.ts';
import { runRandomly } from '../../checker/random-run.ts';
import { contentFolder } from '../../support/generated-folder.ts';
import { type Recording, readRecording } from './recording.ts';

/** A run that the checker followed live, and its waveform. */
export interface RecordedRun {
  readonly manifest: Manifest;
  /** Verilog files, in the order in which tools must read them. */
  readonly files: readonly string[];
  readonly summary: CheckSummary;
  readonly recording: Recording;
}

/** Records a checked run of a preset; the waveform goes into a folder. */
export async function recordRun(
  preset: PresetName,
  folder: string,
  seed: number,
  cycles: number,
): Promise<RecordedRun> {
  const generated = generate(parseConfiguration(presets[preset]));
  const manifest = parseManifest(generated.files.get('manifest.json')!, 'the generated manifest');
  const sources = contentFolder(generated.files);
  const files = manifest.modules.map(({ file }) => join(sources, file));
  const { top, clock } = manifest;
  const library = loadModel(await buildModel({ top, files, visible: manifest.probes, trace: true }));
  const model = library.create({ seed: 1 });
  const waveform = join(folder, 'run.vcd');
  model.openTrace(waveform);
  const summary = runRandomly(model, manifest, { seed, cycles, ...randomKinds.resets });
  model.closeTrace();
  model.dispose();
  const recording = readRecording(await readFile(waveform, 'utf8'), top, clock);
  return { manifest, files, summary, recording };
}
