// SPDX-License-Identifier: Apache-2.0
import Table from 'cli-table3';
import pc from 'picocolors';
import type { CycleRow } from '../../testbenches/blocks/cycle-table/index.ts';
import { cycleTableMarkdown } from '../../testbenches/blocks/cycle-table/markdown.ts';
import type { Verb } from './verb.ts';

/**
 * A verb that measures a table of cycles, prints it, and fails when a target is missed.
 *
 * @param design what the first column names
 * @param page the document that has the table
 */
export function cycleTableVerb(
  design: string,
  page: string,
  measure: () => Promise<readonly CycleRow[]>,
): Verb<{ readonly markdown: boolean }> {
  return {
    options: (parser) =>
      parser.option('markdown', {
        type: 'boolean',
        default: false,
        describe: `print the table as it stands in ${page}`,
      }),
    run: async ({ markdown }) => {
      const rows = await measure();
      const missed = rows.filter(({ met }) => !met).length;
      const table = new Table({
        head: [design, 'operation', 'target', 'measured', ''],
        style: { head: [], border: [] },
      });
      for (const { preset, operation, target, measured, met } of rows) {
        table.push([preset, operation, target, measured, met ? pc.green('met') : pc.red('MISSED')]);
      }
      const text = markdown
        ? cycleTableMarkdown(rows, design)
        : `${table.toString()}\n${rows.length} rows measured, ${rows.length - missed} met, ${missed} missed`;
      return { passed: rows.length > 0 && missed === 0, text, data: { rows, missed } };
    },
  };
}
