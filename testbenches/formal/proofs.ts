// SPDX-License-Identifier: Apache-2.0
import { busTargetNames } from './bus/targets.ts';
import type { ProofTools } from './proof-tools.ts';
import type { Conclusion, ProvedInvariant } from './property.ts';
import { createProblem, type Question, UndecidedError } from './prover.ts';
import { configurationWith, type Target, type TargetName, targetOf } from './targets.ts';

/** One block of one configuration, all of whose properties are proved together. */
export interface Proof {
  readonly target: TargetName;
  readonly buffers: number;
  readonly allocator: 'lookup' | 'scan';
}

/** What became of a proof. */
export interface ProofResult extends Proof {
  readonly proved: boolean;
  /** The invariants that properties of the block are parts of. */
  readonly invariants: readonly ProvedInvariant[];
  /** Properties, those that only help the induction included. */
  readonly properties: number;
  /** Labels of the assertions in the counterexample, or that there is no answer. */
  readonly failing: readonly string[];
  /** From the beginning to the end, reading the Verilog included. */
  readonly seconds: number;
}

export const proofSizes = [4, 8, 32] as const;

/** Every property is inductive by itself and the others: one cycle is enough. */
const CYCLES = 1;
/** The state before the first reset and the one after it. */
const BASE_CYCLES = 3;
const SOLVER_SECONDS = 1200;

/** The proofs of one size. Only the area knows of the allocator, and no protocol of the number of buffers. */
export function proofsOf(buffers: number): Proof[] {
  const others = ['queue', 'copying party', 'party', 'kernel', 'reclaim'] as const;
  return [
    { target: 'area', buffers, allocator: 'lookup' },
    { target: 'area', buffers, allocator: 'scan' },
    ...[...others, ...(buffers === proofSizes[0] ? busTargetNames : [])].map(
      (target): Proof => ({ target, buffers, allocator: 'lookup' }),
    ),
  ];
}

/**
 * Proves all properties of a block for all time: they hold after every reset, and whenever they hold in one cycle, they
 * hold in the next.
 */
export async function prove(tools: ProofTools, proof: Proof): Promise<ProofResult> {
  const start = performance.now();
  const target = targetOf(proof.target, configurationWith(proof.buffers, proof.allocator));
  const properties = target.sets.flatMap((set) => set.properties);
  const failing = await decide(tools, target);
  return {
    ...proof,
    proved: failing.length === 0 && properties.length > 0,
    invariants: [...new Set(properties.flatMap((property) => property.of ?? []))].toSorted(),
    properties: properties.length,
    failing,
    seconds: (performance.now() - start) / 1000,
  };
}

/** What keeps the properties from being proved: labels of assertions, or that the solver gave up. */
async function decide(tools: ProofTools, target: Target): Promise<string[]> {
  const base: Question = { kind: 'base', cycles: BASE_CYCLES };
  const step: Question = { kind: 'step', cycles: CYCLES };
  const all = target.sets.flatMap(({ properties }) => properties);
  const together = { asserted: all, known: [] };
  if (target.sets.length === 1) return askAll(tools, target, together, [base, step]);
  const failing = await askAll(tools, target, together, [base]);
  // All properties are known to hold before; each set is concluded from them by itself, which is less for the solver.
  for (const { properties } of target.sets) {
    const known = all.filter((property) => !properties.includes(property));
    failing.push(...(await askAll(tools, target, { asserted: properties, known }, [step])));
  }
  return failing;
}

async function askAll(
  tools: ProofTools,
  target: Target,
  conclusion: Conclusion,
  questions: readonly Question[],
): Promise<string[]> {
  const problem = await createProblem(tools, target, conclusion);
  try {
    const failing: string[] = [];
    for (const question of questions) failing.push(...(await problem.ask(question, SOLVER_SECONDS)).failing);
    return failing;
  } catch (error) {
    if (error instanceof UndecidedError) return [error.message];
    throw error;
  } finally {
    await problem.remove();
  }
}
