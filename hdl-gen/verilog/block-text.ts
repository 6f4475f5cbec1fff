// SPDX-License-Identifier: Apache-2.0
import type { ModuleItem } from '../language/index.ts';
import { assignmentTexts } from './assignment-text.ts';
import type { ResetStyle } from './reset-style.ts';
import { branchLines, statementLines } from './statement-text.ts';

type ItemOf<Kind extends ModuleItem['kind']> = Extract<ModuleItem, { kind: Kind }>;

/** A clocked block; its reset branch gives every register its reset value. */
export function clockedLines(
  { name, resets, statements }: ItemOf<'clocked'>,
  { events, condition }: ResetStyle,
): string[] {
  if (resets.length === 0) {
    return [`  always @(posedge clk) begin : ${name}`, ...statementLines(statements, '<=', 4), '  end'];
  }
  const resetValues = resets.flatMap(({ signal, reset }) =>
    reset === undefined ? [] : [{ target: signal.name, value: reset }],
  );
  const [first, ...others] = statements;
  const rest =
    first?.kind === 'when' && others.length === 0
      ? branchLines(first, '<=', 4, 'end else ')
      : ['    end else begin', ...statementLines(statements, '<=', 6), '    end'];
  const opening = [`  always @(${events}) begin : ${name}`, `    if (${condition}) begin`];
  return [...opening, ...assignmentTexts(resetValues, '<=', 6), ...rest, '  end'];
}

/** A combinational block: the defaults, then what overrides them. */
export function combinationalLines({ name, defaults, statements }: ItemOf<'combinational'>): string[] {
  return [
    `  always @* begin : ${name}`,
    ...statementLines(defaults, '=', 4),
    ...statementLines(statements, '=', 4),
    '  end',
  ];
}
