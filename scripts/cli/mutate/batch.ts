// SPDX-License-Identifier: Apache-2.0
import { proveEquivalent } from '../../../testbenches/mutation/equivalence/prove-equivalent.ts';
import type { Mutant } from '../../../testbenches/mutation/mutants/draw-mutants.ts';
import { buildTogether, type MutatedDesign } from '../../../testbenches/mutation/mutants/mutated-design.ts';
import { tryToKill } from '../../../testbenches/mutation/presets/kill-mutant.ts';
import type { describeWhole } from '../../../testbenches/mutation/presets/preset-mutants.ts';
import { CheckFailedError } from '../usage-error.ts';
import { type KnownMutants, openRecords, type RecordHead, readRecords } from './records.ts';

/** What is done with the batches, one after the other: runs, longer runs of what survives, and proofs for what survives those. */
export const steps = ['runs', 'long', 'proofs'] as const;
export type Step = (typeof steps)[number];

/** Mutants that are in one model. */
export interface Batch {
  readonly description: ReturnType<typeof describeWhole>;
  readonly mutants: readonly Mutant[];
  readonly head: RecordHead;
  /** Of the records. */
  readonly file: string;
  /** What the prover left undecided is tried again: it may have had too little time. */
  readonly retries: boolean;
}

/** Whether nothing is left of a step. */
export async function isDone({ mutants, head, file, retries }: Batch, step: Step): Promise<boolean> {
  const known = await readRecords(file, head);
  return !mutants.some(({ id }) => isLeft(known, id, step, retries));
}

/** Whether a step has still to be done with a mutant. */
function isLeft({ runs, longRuns, proofs }: KnownMutants, id: number, step: Step, retries: boolean): boolean {
  if (step === 'runs') return !runs.has(id);
  if (runs.get(id)?.caught === true || longRuns.get(id)?.caught === true) return false;
  const verdict = proofs.get(id)?.verdict;
  if (step === 'long') return verdict !== 'equivalent' && !longRuns.has(id);
  return verdict === undefined || (retries && verdict === 'undecided');
}

/** Runs the mutants of a batch that have not been run yet. @throws CheckFailedError when the design itself is caught */
export async function runBatch({ description, mutants, head, file, retries }: Batch): Promise<void> {
  const records = await openRecords(file, head);
  const left = mutants.filter(({ id }) => isLeft(records, id, 'runs', retries));
  if (left.length === 0) return;
  const design = await buildTogether(description, mutants);
  requirePassing(design, head.seed);
  for (const { id } of left) {
    await records.add({ step: 'runs', id, ...tryToKill(design, id, head.seed) });
  }
}

/** Runs those mutants of a batch longer that are neither caught nor equivalent. @throws CheckFailedError as `runBatch` does */
export async function runLonger({ description, mutants, head, file, retries }: Batch): Promise<void> {
  const records = await openRecords(file, head);
  const left = mutants.filter(({ id }) => isLeft(records, id, 'long', retries));
  if (left.length === 0) return;
  const design = await buildTogether(description, mutants, true);
  requirePassing(design, head.seed, 'long');
  for (const { id } of left) {
    await records.add({ step: 'long', id, ...tryToKill(design, id, head.seed, 'long') });
  }
}

/** Decides about the mutants of a batch that no run caught, as far as that has not been done yet. */
export async function proveBatch(
  { description, mutants, head, file, retries }: Batch,
  yosys: string,
): Promise<void> {
  const records = await openRecords(file, head);
  for (const mutant of mutants.filter(({ id }) => isLeft(records, id, 'proofs', retries))) {
    const proof = await proveEquivalent(yosys, description.trees, mutant);
    await records.add({ step: 'proof', id: mutant.id, ...proof });
  }
}

/** @throws CheckFailedError when the design without a mutant is caught */
function requirePassing(design: MutatedDesign, seed: number, ladder?: Parameters<typeof tryToKill>[3]): void {
  const { caught, by } = tryToKill(design, 0, seed, ladder);
  if (caught) throw new CheckFailedError(`The design as it is does not pass: ${by}.`);
}
