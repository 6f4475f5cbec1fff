// SPDX-License-Identifier: Apache-2.0
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type AnyPorts, type Model, type ModelLibrary, SimulationError } from '../harness/index.ts';
import {
  createRandom,
  createTestbench,
  type Random,
  type ResetOptions,
  reset,
  type Task,
  type Testbench,
} from '../tasks/index.ts';

/** What a test gets: a new model out of its reset, and all that it needs to drive it. */
export interface SimulationScene<Ports = AnyPorts> {
  readonly model: Model<Ports>;
  readonly ports: Ports;
  readonly testbench: Testbench;
  /** Random numbers of the seed of the test. */
  readonly random: Random;
  readonly seed: number;
}

/** A test of a design is a task. */
export type SimulationBody<Ports = AnyPorts> = (scene: SimulationScene<Ports>) => Task<unknown>;

export interface SimulationRun {
  /** Names the files of the run. */
  readonly title: string;
  readonly seed: number;
  /** The reset port, applied first; none if not given. */
  readonly reset?: ({ readonly port: string } & ResetOptions) | undefined;
  readonly maximumCycles?: number | undefined;
  /** Folder for a waveform. */
  readonly waves?: string | undefined;
  /** Folder for the coverage. */
  readonly coverage?: string | undefined;
  /** Ending of the waveform's name: its format. */
  readonly waveSuffix?: string | undefined;
  /** The command that repeats the run. */
  readonly repeat: string;
}

const outputLines = 20;

/** `sends a byte` and 3 as a path without characters that shells or systems do not like. */
function place(folder: string, { title, seed }: SimulationRun, suffix: string): string {
  mkdirSync(folder, { recursive: true });
  const name = title.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '');
  return join(folder, `${name}-seed-${seed}.${suffix}`);
}

/** Adds to an error what is needed to find its cause: where the design was, what it printed, how to see it again. */
function explain(error: Error, top: string, run: SimulationRun, model: Model<unknown>): void {
  const output = (error instanceof SimulationError ? error.output : model.output).trimEnd();
  const lines = output === '' ? [] : output.split('\n').slice(-outputLines);
  error.message = [
    error.message,
    `design '${top}', seed ${run.seed}, cycle ${model.cycles}`,
    ...lines.map((line) => `it printed: ${line}`),
    `repeat with a waveform: ${run.repeat}`,
  ].join('\n');
}

/**
 * Runs one test on a new model and frees it.
 *
 * @throws what the test, the testbench or the design throws, with the seed, the cycle, the design's output and the command
 *   that repeats the run in its message
 */
export function runSimulation<Ports>(
  library: ModelLibrary<Ports>,
  body: SimulationBody<Ports>,
  run: SimulationRun,
): void {
  const { seed, maximumCycles } = run;
  const model = library.create({ seed });
  try {
    if (run.waves !== undefined) model.openTrace(place(run.waves, run, run.waveSuffix ?? 'vcd'));
    const testbench = createTestbench(model);
    const scene = { model, ports: model.ports, testbench, random: createRandom(seed), seed };
    testbench.run(
      function* test() {
        if (run.reset !== undefined) yield* reset(model.port(run.reset.port), run.reset);
        yield* body(scene);
      },
      maximumCycles === undefined ? {} : { maximumCycles },
    );
  } catch (error) {
    if (error instanceof Error) explain(error, library.top, run, model);
    throw error;
  } finally {
    model.closeTrace();
    if (run.coverage !== undefined) model.writeCoverage(place(run.coverage, run, 'dat'));
  }
  // Only here: final blocks that fail are a failure of the test, but must not hide the first one.
  model.dispose();
}
