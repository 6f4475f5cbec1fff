// SPDX-License-Identifier: Apache-2.0
import { DifferenceError } from '../../../sim/checker/index.ts';
import { SimulationError } from '../../../sim/harness/index.ts';
import { type RandomKind, randomKinds } from '../../checker/random-kinds.ts';
import { type RandomRun, RestlessError, runRandomly } from '../../checker/random-run.ts';
import type { MutatedDesign } from '../mutants/mutated-design.ts';

interface Run {
  readonly kind: RandomKind;
  readonly cycles: number;
  readonly habits?: Partial<Omit<RandomRun, 'seed' | 'cycles'>>;
}

/**
 * Runs that a mutant must survive, one after the other. Most mutants fall within a few hundred cycles of the traffic that
 * does most at once, so the short runs come first.
 */
const usualRuns: readonly Run[] = [
  { kind: 'resets', cycles: 1_500 },
  { kind: 'rush', cycles: 1_500 },
  { kind: 'hostile', cycles: 1_500 },
  { kind: 'limits', cycles: 1_500 },
  { kind: 'streams', cycles: 1_500 },
  { kind: 'resets', cycles: 12_000 },
  { kind: 'rush', cycles: 12_000 },
  { kind: 'hostile', cycles: 12_000 },
];

/** Before the traffic begins all counters have counted nearly as much as their lower word holds. */
const late: Run = { kind: 'streams', cycles: 3_000, habits: { counted: 2 ** 32 - 100, registerRate: 0.5 } };

/** Settings change before the first message after a reset comes. */
const early: Run = {
  kind: 'resets',
  cycles: 20_000,
  habits: { stall: 0.9, registerRate: 0.9, resets: 0.01 },
};

/** What finds faults in what is all but never used: first settings, upper words of counters, full queues. The model has late counters. */
const longRuns: readonly Run[] = [
  early,
  ...Array<Run>(4).fill(late),
  { kind: 'rush', cycles: 300_000 },
  { kind: 'resets', cycles: 60_000 },
];

const ladders = { usual: usualRuns, long: longRuns } as const;

/** What became of a mutant, and under which traffic. */
export interface Killing {
  readonly caught: boolean;
  /** What caught it: a rule of the checker, `simulation` or `stuck`; empty when nothing did. */
  readonly by: string;
  /** Cycles run. */
  readonly cycles: number;
  readonly kind: RandomKind | '';
}

/** Runs a mutant, 0 for none, under all kinds of checked random traffic until something catches it. */
export function tryToKill(
  { create, manifest }: MutatedDesign,
  id: number,
  seed: number,
  ladder: keyof typeof ladders = 'usual',
): Killing {
  let cycles = 0;
  for (const [step, { kind, cycles: length, habits }] of ladders[ladder].entries()) {
    const model = create(id);
    try {
      runRandomly(model, manifest, { seed: seed + step, cycles: length, ...randomKinds[kind], ...habits });
    } catch (error) {
      return { caught: true, by: causeOf(error), kind, cycles: cycles + model.cycles };
    } finally {
      cycles += model.cycles;
      model.dispose();
    }
  }
  return { caught: false, by: '', kind: '', cycles };
}

/** @throws the error itself when it says nothing about the design */
function causeOf(error: unknown): string {
  if (error instanceof DifferenceError) return error.difference.rule;
  if (error instanceof SimulationError) return 'simulation';
  if (error instanceof RestlessError) return 'stuck';
  throw error;
}
