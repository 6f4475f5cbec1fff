// SPDX-License-Identifier: Apache-2.0
import Table from 'cli-table3';
import pc from 'picocolors';
import { measureCycleTable } from '../../testbenches/blocks/cycle-table/index.ts';
import { cycleTableMarkdown } from '../../testbenches/blocks/cycle-table/markdown.ts';
import type { Verb } from './verb.ts';

/** `bench-circuits`: the cycles of every operation at the ports of the generated blocks, beside their targets. */
export const benchCircuitsVerb: Verb<{ readonly markdown: boolean }> = {
  command: 'bench-circuits',
  describe: 'measure the cycles of each operation in simulation and compare them with their targets',
  options: (parser) =>
    parser.option('markdown', {
      type: 'boolean',
      default: false,
      describe: 'print the table as it stands in README.md',
    }),
  run: async ({ markdown }) => {
    const rows = await measureCycleTable();
    const missed = rows.filter(({ met }) => !met).length;
    const table = new Table({
      head: ['preset', 'operation', 'target', 'measured', ''],
      style: { head: [], border: [] },
    });
    for (const { preset, operation, target, measured, met } of rows) {
      table.push([preset, operation, target, measured, met ? pc.green('met') : pc.red('MISSED')]);
    }
    const text = markdown
      ? cycleTableMarkdown(rows)
      : `${table.toString()}\n${rows.length} rows measured, ${rows.length - missed} met, ${missed} missed`;
    return { passed: rows.length > 0 && missed === 0, text, data: { rows, missed } };
  },
};
