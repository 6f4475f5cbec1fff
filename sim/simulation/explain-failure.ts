// SPDX-License-Identifier: Apache-2.0
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Model, SimulationError } from '../harness/index.ts';
import { projectDirectory } from '../harness/project.ts';

const outputLines = 20;

/** What was built of this package: of no use to those who look for the fault of their test. */
const builtFolder = join(projectDirectory, 'dist') + sep;
const builtFolders = [builtFolder, pathToFileURL(builtFolder).href];

/** What helps to find the cause of a failure. */
export interface FailedRun {
  readonly top: string;
  readonly seed: number;
  readonly model: Model<unknown>;
  /** The waveform that was written, if any. */
  readonly waveform: string | undefined;
  /** The command that repeats the run. */
  readonly repeat: string;
}

/** Adds to an error what is needed to find its cause: where the design was, what it printed, how to see it again. */
export function explainFailure(error: Error, { top, seed, model, waveform, repeat }: FailedRun): void {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ +at /.test(line));
  const own = frames.filter((line) => !builtFolders.some((folder) => line.includes(folder)));
  const output = (error instanceof SimulationError ? error.output : model.output).trimEnd();
  const lines = output === '' ? [] : output.split('\n').slice(-outputLines);
  error.message = [
    error.message,
    `design '${top}', seed ${seed}, cycle ${model.cycles}`,
    ...lines.map((line) => `it printed: ${line}`),
    ...(waveform === undefined
      ? [`repeat with a waveform: ${repeat}`]
      : [`waveform: ${waveform}`, `repeat: ${repeat}`]),
  ].join('\n');
  error.stack = [`${error.name}: ${error.message}`, ...own].join('\n');
}
