// SPDX-License-Identifier: Apache-2.0
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
import { explainFailure } from './explain-failure.ts';
import { type RunIdentity, runFile } from './run-files.ts';
import { runWithin, TimeLimitError } from './time-limit.ts';

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

export interface SimulationRun extends Omit<RunIdentity, 'top'> {
  /** The reset port, applied first; none if not given. */
  readonly reset?: ({ readonly port: string } & ResetOptions) | undefined;
  readonly maximumCycles?: number | undefined;
  /** Real time for the test; no limit if not given. */
  readonly milliseconds?: number | undefined;
  /** The design must end the simulation itself, with words like these. */
  readonly ends?: string | RegExp | undefined;
  /** Folder for a waveform. */
  readonly waves?: string | undefined;
  /** Folder for the coverage. */
  readonly coverage?: string | undefined;
  /** Ending of the waveform's name: its format. */
  readonly waveSuffix?: string | undefined;
  /** The command that repeats the run. */
  readonly repeat: string;
}

/** Whether the design ended the simulation in the way that a test wants. */
function isWantedEnd(error: unknown, { ends }: SimulationRun): boolean {
  if (ends === undefined || !(error instanceof SimulationError)) return false;
  return typeof ends === 'string' ? error.message.includes(ends) : error.message.search(ends) >= 0;
}

/** Runs the reset and the test, for a limited time. Returns whether the design ended the simulation as wanted. */
function runTasks<Ports>(model: Model<Ports>, body: SimulationBody<Ports>, run: SimulationRun): boolean {
  const { title, seed, maximumCycles, milliseconds = 0 } = run;
  const testbench = createTestbench(model);
  const scene = { model, ports: model.ports, testbench, random: createRandom(seed), seed };
  const options = maximumCycles === undefined ? {} : { maximumCycles };
  // Not one task for both: the test itself is the task whose place an error shows.
  const tasks = (): void => {
    const { reset: port } = run;
    if (port !== undefined) testbench.run(() => reset(model.port(port.port), port), options);
    testbench.run(function test() {
      return body(scene);
    }, options);
  };
  try {
    runWithin(milliseconds, `Test '${title}' (seed ${seed})`, tasks);
  } catch (error) {
    if (isWantedEnd(error, run)) return true;
    if (error instanceof TimeLimitError) error.message += ` Its tasks: ${testbench.waiting()}.`;
    throw error;
  }
  return false;
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
  const { seed, ends, repeat } = run;
  const { top } = library;
  const model = library.create({ seed });
  const waveform =
    run.waves === undefined ? undefined : runFile(run.waves, { ...run, top }, run.waveSuffix ?? 'vcd');
  let hasEnded = false;
  try {
    if (waveform !== undefined) model.openTrace(waveform);
    hasEnded = runTasks(model, body, run);
    if (ends !== undefined && !hasEnded) {
      throw new Error(`The design did not end the simulation; wanted is an end with: ${String(ends)}`);
    }
  } catch (error) {
    if (error instanceof Error) explainFailure(error, { top, seed, model, waveform, repeat });
    throw error;
  } finally {
    model.closeTrace();
    if (run.coverage !== undefined) model.writeCoverage(runFile(run.coverage, { ...run, top }, 'dat'));
  }
  // Only here: final blocks that fail are a failure of the test, but must not hide the first one.
  model.dispose();
}
