// SPDX-License-Identifier: Apache-2.0
import type { MutantResult } from './campaign.ts';

/** Counts by module and by what caught the mutants, as text. */
export function resultTable(
  title: string,
  results: readonly MutantResult[],
  equivalent: ReadonlySet<number>,
): string {
  const modules = [...new Set(results.map(({ mutant }) => mutant.module))];
  const rows = modules.map((module) => {
    const own = results.filter(({ mutant }) => mutant.module === module);
    return [module, ...countsOf(own, equivalent)];
  });
  const causes = [
    ...new Set(results.filter(({ outcome }) => outcome.caught).map(({ outcome }) => outcome.by)),
  ];
  const byCause = causes
    .map((cause) => ({ cause, count: results.filter(({ outcome }) => outcome.by === cause).length }))
    .sort((one, other) => other.count - one.count);
  return [
    title,
    ...columns([
      ['circuit', 'mutants', 'caught', 'equivalent'],
      ...rows,
      ['all', ...countsOf(results, equivalent)],
    ]),
    `caught by: ${byCause.map(({ cause, count }) => `${cause} ${count}`).join(', ')}`,
  ].join('\n');
}

function countsOf(results: readonly MutantResult[], equivalent: ReadonlySet<number>): string[] {
  const caught = results.filter(({ outcome }) => outcome.caught).length;
  const same = results.filter(({ mutant }) => equivalent.has(mutant.id)).length;
  return [results.length, caught, same].map(String);
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, index) => Math.max(...rows.map((row) => row[index]!.length)));
  return rows.map((row) =>
    row
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[index]!)))
      .join('  '),
  );
}
