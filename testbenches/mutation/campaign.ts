// SPDX-License-Identifier: Apache-2.0
import type { PresetName } from '../../hdl-gen/configuration/index.ts';
import { expressionText } from '../../hdl-gen/verilog/expression-text.ts';
import type { Mutant } from './mutants/draw-mutants.ts';
import { buildSameMutants, type MutatedDesign } from './mutants/mutated-design.ts';
import { type Outcome, runChecked } from './mutants/run-checked.ts';
import { findVisibleDifference, type VisibleDifference } from './mutants/visible-difference.ts';

/** Cycles of one run, and runs with traffic of their own that a mutant must survive. */
const CYCLES = 20_000;
const RUNS = 3;

/** What became of a mutant. */
export interface MutantResult {
  readonly mutant: Mutant;
  /** The first run that caught it, or the last one. */
  readonly outcome: Outcome;
  /** Of a mutant that nothing caught: where its ports differ from those of the design as it was. */
  readonly visible: VisibleDifference | undefined;
}

/** Runs one mutant, 0 for none, until something catches it. */
export function runMutant({ create, manifest }: MutatedDesign, id: number, seed: number): Outcome {
  let outcome: Outcome = { caught: false, cycles: 0, by: '', report: '' };
  for (let run = 0; run < RUNS && !outcome.caught; run += 1) {
    const model = create(id);
    outcome = runChecked(model, manifest, seed + run, CYCLES);
    model.dispose();
  }
  return outcome;
}

/** Runs every mutant of a design. */
export function runCampaign(design: MutatedDesign, seed: number): MutantResult[] {
  return design.mutants.map((mutant) => {
    const outcome = runMutant(design, mutant.id, seed);
    return {
      mutant,
      outcome,
      visible: outcome.caught ? undefined : lookForDifference(design, mutant.id, seed),
    };
  });
}

/**
 * Runs the mutants that nothing showed once more in another design: where a circuit has other neighbours, more of what it
 * does is of use.
 *
 * @returns the results with those that the other design catches
 */
export async function runElsewhere(
  other: PresetName,
  { trees }: MutatedDesign,
  results: readonly MutantResult[],
  seed: number,
): Promise<MutantResult[]> {
  const hidden = results.filter(({ outcome, visible }) => !outcome.caught && visible === undefined);
  if (hidden.length === 0) return [...results];
  const design = await buildSameMutants(other, { trees, mutants: hidden.map(({ mutant }) => mutant) });
  const outcomes = new Map(design.mutants.map(({ id }) => [id, runMutant(design, id, seed)]));
  return results.map((result) => {
    const outcome = outcomes.get(result.mutant.id);
    return outcome?.caught === true ? { ...result, outcome } : result;
  });
}

function lookForDifference({ create, manifest }: MutatedDesign, id: number, seed: number) {
  let found: VisibleDifference | undefined;
  for (let run = 0; run < RUNS && found === undefined; run += 1) {
    const [reference, model] = [create(0), create(id)];
    found = findVisibleDifference(reference, model, manifest, seed + run, CYCLES);
    reference.dispose();
    model.dispose();
  }
  return found;
}

/** A mutant in one line: where, what, and what stood there. */
export function describeMutant({ id, module, kind, site, rule, before }: Mutant): string {
  const text = expressionText(before).replaceAll(/\s+/g, ' ');
  return `mutant ${id}, ${kind} in ${module}, ${site.place}: ${rule} (was ${text})`;
}
