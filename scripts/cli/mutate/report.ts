// SPDX-License-Identifier: Apache-2.0
import { describeMutant } from '../../../testbenches/mutation/mutants/describe-mutant.ts';
import type { Mutant } from '../../../testbenches/mutation/mutants/draw-mutants.ts';
import { reasonFor } from '../../../testbenches/mutation/presets/named-survivors.ts';
import { markdownTable } from '../../markdown-table.ts';
import { grouped } from '../run-report.ts';
import type { KnownMutants, ProofRecord, RunsRecord } from './records.ts';

/** A mutant with what is known of it. */
export interface JudgedMutant {
  readonly design: string;
  readonly mutant: Mutant;
  readonly runs: RunsRecord | undefined;
  readonly proof: ProofRecord | undefined;
}

/** Of the mutants that are not proved to be the same design, so many must be killed. */
export const leastKilled = 0.99;

/** Joins mutants and what is known of them. */
export function judgedMutants(
  design: string,
  mutants: readonly Mutant[],
  { runs, proofs, longRuns }: KnownMutants,
): JudgedMutant[] {
  return mutants.map((mutant) => ({
    ...{ design, mutant },
    runs: longRuns.get(mutant.id) ?? runs.get(mutant.id),
    proof: proofs.get(mutant.id),
  }));
}

export interface Score {
  readonly all: number;
  readonly killed: number;
  readonly equivalent: number;
  /** Survivors that nobody has shown to be the same design. */
  readonly open: number;
  /** Killed of those that are not equivalent; 0 where there are none. */
  readonly share: number;
}

/** Counts what became of mutants. */
export function scoreOf(mutants: readonly JudgedMutant[]): Score {
  const all = mutants.length;
  const killed = mutants.filter(({ runs }) => runs?.caught === true).length;
  const equivalent = mutants.filter(({ proof }) => proof?.verdict === 'equivalent').length;
  const share = all > equivalent ? killed / (all - equivalent) : 0;
  return { all, killed, equivalent, open: all - killed - equivalent, share };
}

/** Whether the checks are good enough. */
export const isTrusted = (mutants: readonly JudgedMutant[]): boolean => scoreOf(mutants).share >= leastKilled;

/** The score of a design in words for a table. */
function row(name: string, mutants: readonly JudgedMutant[]): (string | number)[] {
  const { all, killed, equivalent, open, share } = scoreOf(mutants);
  return [name, all, killed, equivalent, open, `${(100 * share).toFixed(2)} %`];
}

/** Scores by design and by circuit, and what was not decided. */
export function reportTables(mutants: readonly JudgedMutant[]): string {
  const designs = [...new Set(mutants.map(({ design }) => design))];
  const circuits = [...new Set(mutants.map(({ mutant }) => mutant.module))].sort();
  const head = ['mutants', 'killed', 'proved equivalent', 'open', 'killed of the others'];
  const causes = tally(mutants.flatMap(({ runs }) => (runs?.caught === true ? [runs.by] : [])));
  const kinds = tally(mutants.flatMap(({ runs }) => (runs?.caught === true ? [runs.kind] : [])));
  const open = mutants.filter(({ runs, proof }) => runs?.caught !== true && proof?.verdict !== 'equivalent');
  return [
    markdownTable(
      ['design', ...head],
      [
        ...designs.map((name) =>
          row(
            name,
            mutants.filter(({ design }) => design === name),
          ),
        ),
        row('both', mutants),
      ],
    ),
    markdownTable(
      ['circuit', ...head],
      circuits.map((name) =>
        row(
          name,
          mutants.filter(({ mutant }) => mutant.module === name),
        ),
      ),
    ),
    `First rule that complained: ${causes}.`,
    `Traffic: ${kinds}.`,
    ...(open.length === 0
      ? ['No mutant is open.']
      : [`Open:\n\n${open.map((one) => `* ${one.design}: ${openText(one)}`).join('\n')}`]),
  ].join('\n\n');
}

function openText({ mutant, runs, proof }: JudgedMutant): string {
  const state =
    runs === undefined
      ? 'not run'
      : proof === undefined
        ? 'nothing caught it, and no proof was tried'
        : proof.verdict;
  const reason = reasonFor(mutant);
  return `${describeMutant(mutant)}: ${state}${reason === undefined ? '' : `; ${reason}`}`;
}

function tally(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([word, count]) => `${word} ${grouped(count)}`)
    .join(', ');
}
