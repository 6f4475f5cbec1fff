// SPDX-License-Identifier: Apache-2.0
import type { CycleRow } from './row.ts';

/** The table as it stands in the README. */
export function cycleTableMarkdown(rows: readonly CycleRow[]): string {
  return [
    '| preset | operation | target | measured |',
    '|---|---|---|---|',
    ...rows.map(
      ({ preset, operation, target, measured }) => `| ${preset} | ${operation} | ${target} | ${measured} |`,
    ),
  ].join('\n');
}
