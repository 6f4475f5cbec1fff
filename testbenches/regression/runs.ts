// SPDX-License-Identifier: Apache-2.0
import { type CheckSummary, DifferenceError } from '../../sim/checker/index.ts';
import { buildModel, loadModel, type Model } from '../../sim/harness/index.ts';
import type { Manifest } from '../../sim/manifest/index.ts';
import type { Job, RunCounts } from '../../sim/regression/index.ts';
import { describeDesign } from '../../sim/session/design-folder.ts';
import { openSession, RunFailedError } from '../../sim/session/index.ts';
import { createSimulatedCarrier } from '../../sim/traffic/circuits/simulated-carrier.ts';
import { runRandomTraffic } from '../../sim/traffic/random.ts';
import { runNoise } from '../checker/bus/noise-run.ts';
import { type RandomRun, runRandomly, withRepeat } from '../checker/random-run.ts';

// A difference is seen before the rising edge of its cycle, also one that is seen at rest. A run with a waveform makes that edge, so that the cycle is in it.

/** What a run needs to know. */
export interface JobOptions {
  readonly job: Job;
  readonly manifest: Manifest;
  /** With the Verilog of the manifest. */
  readonly folder: string;
  /** The command that repeats the run, for its report. */
  readonly repeat: string;
  /** A waveform to record, where the run can from this cycle on. */
  readonly waves?: { readonly file: string; readonly fromCycle: number } | undefined;
  /** Where to write what of the Verilog ran; runs that count messages, and those beside cocotb, do not tell. */
  readonly coverage?: string | undefined;
}

/** What models with coverage count. */
export const coverageCounted = ['line', 'toggle'] as const;

/** Makes one run. @throws what ends it: a difference, a simulation that failed, anything else that was not as it must be */
export type JobRun = (options: JobOptions) => Promise<RunCounts>;

/** What a run of so many cycles does with a model. */
type Drive = (
  model: Model,
  manifest: Manifest,
  run: { readonly seed: number; readonly cycles: number },
) => CheckSummary;

/** Random traffic at all ports; its length is in cycles. */
export function runTraffic(habits: Omit<RandomRun, 'seed' | 'cycles'>): JobRun {
  return runCycles((model, manifest, run) => runRandomly(model, manifest, { ...run, ...habits }));
}

/** Anything at the pins of buses; its length is in cycles. */
export const runPins: JobRun = runCycles((model, manifest, run) =>
  runNoise(model, manifest, { ...run, stall: 0.2, resets: 0.001 }),
);

function runCycles(drive: Drive): JobRun {
  return async ({ job: { seed, length }, manifest, folder, repeat, waves, coverage }) => {
    const design = await describeDesign(manifest, folder, waves !== undefined);
    const built = await buildModel(
      coverage === undefined ? design : { ...design, coverage: coverageCounted },
    );
    const model = loadModel(built).create({ seed });
    const traced = waves === undefined ? model : tracedFrom(model, waves.file, waves.fromCycle);
    try {
      const summary = withRepeat(repeat, () => drive(traced, manifest, { seed, cycles: length }));
      if (coverage !== undefined) model.writeCoverage(coverage);
      return countsOf(summary);
    } catch (error) {
      if (waves !== undefined && error instanceof DifferenceError) traced.edge();
      throw error;
    } finally {
      model.closeTrace();
      model.dispose();
    }
  };
}

/** Random calls, returns and notices with every delivery compared; its length is in messages. */
export const runCalls: JobRun = async ({ job: { seed, length }, manifest, folder, repeat, waves }) => {
  const session = await openSession({ manifest, files: folder, seed, repeat, waves: waves?.file });
  try {
    await runRandomTraffic({ carrier: createSimulatedCarrier(session, { seed }), seed, messages: length });
    session.finish();
    return countsOf(session.summary()!);
  } catch (error) {
    if (waves !== undefined && error instanceof RunFailedError && error.cause instanceof DifferenceError) {
      session.edge();
    }
    throw error;
  } finally {
    session.close();
  }
};

/** A model that begins its waveform late, so that a long run leaves a short one. */
function tracedFrom(model: Model, file: string, fromCycle: number): Model {
  const { edge } = model;
  return Object.assign(model, {
    edge() {
      if (model.cycles === fromCycle) model.openTrace(file);
      edge();
    },
  });
}

/** What a checked run compared. */
export function countsOf({ cycles, operationsCompared, directions }: CheckSummary): RunCounts {
  return {
    cycles,
    operationsCompared,
    messages: directions.reduce((sum, { messages }) => sum + messages, 0),
  };
}
