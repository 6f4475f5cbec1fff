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
  /** Counters and high-water marks of the design, by name. */
  readonly statistics: Readonly<Record<string, number>>;
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
  readonly statistics: Readonly<Record<string, number>>;
  readonly check: CheckSummary;
}

/** Sums a run up. The cycles are those in which messages were inside, without the reset and the rest at the end. */
export function runData({ name, counts, statistics, check }: RunFacts): RunData {
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
    statistics,
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
  row('buffers in use on average', ({ statistics }) =>
    inAreas(statistics, 'in_use_cycles', (sum) => (sum / statistics.cycles!).toFixed(2)),
  );
  row('buffers not had at first', ({ statistics }) =>
    inAreas(statistics, '(?:requests|returns)_blocked', grouped),
  );
  row('cycles waiting for buffers', ({ statistics }) =>
    inAreas(statistics, '(?:request|return)_wait_cycles', grouped),
  );
  row('call tags used', ({ check }) => grouped(check.distinctTags));
  row('most calls in flight', ({ check }) => grouped(check.mostCallsInFlight));
  row('returns out of order', ({ check }) => grouped(check.returnsOutOfOrder));
  row('operations compared', ({ operationsCompared }) => grouped(operationsCompared));
  row('differences', ({ differences }) => grouped(differences));
  return table.toString();
}

/** The counters of each area whose names end alike, added up; a dash for a design that counts nothing. */
function inAreas(
  statistics: Readonly<Record<string, number>>,
  ending: string,
  show: (sum: number) => string,
): string {
  const sums = new Map<string, number>();
  for (const [name, value] of Object.entries(statistics)) {
    const [, area] = new RegExp(`^(\\w*area)_${ending}$`).exec(name) ?? [];
    if (area !== undefined) sums.set(area, (sums.get(area) ?? 0) + value);
  }
  return sums.size === 0 ? '-' : [...sums.values()].map(show).join(' + ');
}

/** A number with its digits in groups of three, the same in every country. */
export function grouped(value: number): string {
  return value.toLocaleString('en-US');
}
