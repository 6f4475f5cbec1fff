// SPDX-License-Identifier: Apache-2.0
import { createChecker, DifferenceError } from '../../../sim/checker/index.ts';
import { type Model, SimulationError } from '../../../sim/harness/index.ts';
import type { Manifest } from '../../../sim/manifest/index.ts';
import { StuckError } from '../traffic/actor.ts';
import { runTraffic } from '../traffic/traffic.ts';

/** How a run ended. */
export interface Outcome {
  readonly caught: boolean;
  /** Cycles run. */
  readonly cycles: number;
  /** What caught it: a rule of the checker, `simulation` or `stuck`; empty when nothing did. */
  readonly by: string;
  /** The report of what caught it. */
  readonly report: string;
}

/** Runs a model under random traffic until the checker, the simulation or a waiting party objects, or all is done. */
export function runChecked(model: Model, manifest: Manifest, seed: number, cycles: number): Outcome {
  const checker = createChecker(manifest);
  const { frame } = model.sampler(checker.signals.map(({ name }) => name));
  try {
    runTraffic(model, manifest, { seed, cycles, onSettled: () => checker.sample(frame, model.cycles) });
    checker.finish();
    return { caught: false, cycles: model.cycles, by: '', report: '' };
  } catch (error) {
    return { caught: true, cycles: model.cycles, by: causeOf(error), report: (error as Error).message };
  }
}

/** @throws the error itself when it says nothing about the design */
function causeOf(error: unknown): string {
  if (error instanceof DifferenceError) return error.difference.rule;
  if (error instanceof SimulationError) return 'simulation';
  if (error instanceof StuckError) return 'stuck';
  throw error;
}
