// SPDX-License-Identifier: Apache-2.0
import Table from 'cli-table3';
import type { CheckSummary } from '../../sim/checker/index.ts';
import type { CarrierCounts } from '../../sim/traffic/circuits/simulated-carrier.ts';
import { colorsFor } from './colors.ts';

/** What one simulated design did, as a column of the table. */
export interface RunFacts {
  /** Heading of the column. */
  readonly name: string;
  readonly counts: CarrierCounts;
  readonly check: CheckSummary;
}

/** The same for machines. */
export interface RunData {
  readonly name: string;
  readonly messages: number;
  readonly bytes: number;
  readonly cycles: number;
  readonly bytesPerCycle: number;
  readonly mostBuffersInUse: readonly number[];
  readonly operationsCompared: number;
  readonly differences: number;
  readonly counts: CarrierCounts;
  readonly check: CheckSummary;
}

/** Sums a run up. The cycles are those in which messages were inside, without the reset and the rest at the end. */
export function runData({ name, counts, check }: RunFacts): RunData {
  const bytes = counts.toSecond.bytes + counts.toFirst.bytes;
  return {
    name,
    messages: counts.toSecond.messages + counts.toFirst.messages,
    bytes,
    cycles: counts.cycles,
    bytesPerCycle: counts.cycles === 0 ? 0 : Number((bytes / counts.cycles).toFixed(2)),
    mostBuffersInUse: check.areas.map((area) => area.mostBuffersInUse),
    operationsCompared: check.operationsCompared,
    // A difference ends a run with an error, so whatever has come so far has none.
    differences: 0,
    counts,
    check,
  };
}

/** A table for people: a row for each fact, a column for each run. */
export function renderRuns(runs: readonly RunData[]): string {
  const { bold } = colorsFor(process.stdout);
  const table = new Table({
    head: ['', ...runs.map(({ name }) => bold(name))],
    colAligns: ['left', ...runs.map(() => 'right' as const)],
    style: { head: [], border: [], compact: true },
  });
  const row = (title: string, show: (run: RunData) => string): void => {
    table.push([title, ...runs.map(show)]);
  };
  row('messages', ({ messages }) => grouped(messages));
  row('bytes', ({ bytes }) => grouped(bytes));
  row('cycles', ({ cycles }) => grouped(cycles));
  row('bytes per cycle', ({ bytesPerCycle }) => bytesPerCycle.toFixed(2));
  row('most buffers in use', ({ mostBuffersInUse }) => mostBuffersInUse.join(' + '));
  row('most temporaries in use', ({ check }) => grouped(check.mostTemporariesInUse));
  row('call tags used', ({ check }) => grouped(check.distinctTags));
  row('most calls in flight', ({ check }) => grouped(check.mostCallsInFlight));
  row('returns out of order', ({ check }) => grouped(check.returnsOutOfOrder));
  row('operations compared', ({ operationsCompared }) => grouped(operationsCompared));
  row('differences', ({ differences }) => grouped(differences));
  return table.toString();
}

/** A number with its digits in groups of three, the same in every country. */
export function grouped(value: number): string {
  return value.toLocaleString('en-US');
}
