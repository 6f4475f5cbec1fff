// SPDX-License-Identifier: Apache-2.0
import type { CycleRow } from './row.ts';

/**
 * The table as it stands in the documents.
 *
 * @param design what the first column names
 */
export function cycleTableMarkdown(rows: readonly CycleRow[], design = 'design'): string {
  return [
    `| ${design} | operation | target | measured |`,
    '|---|---|---|---|',
    ...rows.map(
      ({ preset, operation, target, measured }) => `| ${preset} | ${operation} | ${target} | ${measured} |`,
    ),
  ].join('\n');
}
