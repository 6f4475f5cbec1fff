// SPDX-License-Identifier: Apache-2.0
import { DifferenceError } from '../../../sim/checker/index.ts';
import { SimulationError } from '../../../sim/harness/index.ts';
import { type RandomKind, randomKinds } from '../../checker/random-kinds.ts';
import { RestlessError, runRandomly } from '../../checker/random-run.ts';
import type { MutatedDesign } from '../mutants/mutated-design.ts';
import type { Outcome } from '../mutants/run-checked.ts';

interface Run {
  readonly kind: RandomKind;
  readonly cycles: number;
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

/** What finds faults in queues that are all but never used. */
const longRuns: readonly Run[] = [
  { kind: 'rush', cycles: 300_000 },
  { kind: 'resets', cycles: 60_000 },
];

const ladders = { usual: usualRuns, long: longRuns } as const;

/** What became of a mutant, and under which traffic. */
export interface Killing extends Pick<Outcome, 'caught' | 'by' | 'cycles'> {
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
  for (const [step, { kind, cycles: length }] of ladders[ladder].entries()) {
    const model = create(id);
    try {
      runRandomly(model, manifest, { seed: seed + step, cycles: length, ...randomKinds[kind] });
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
