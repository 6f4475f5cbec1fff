// SPDX-License-Identifier: Apache-2.0
import type { Expression } from '../language/index.ts';
import { expressionLayout } from './expression-text.ts';
import { breakable, groupLayout, indent, join, render } from './layout.ts';
import { runsOf } from './runs.ts';

export type AssignmentOperator = '=' | '<=';

/** What stands before the operator, and the value. */
export interface AssignmentParts {
  readonly target: string;
  readonly value: Expression;
}

/** The texts of consecutive assignments; the operators of those that fit into a line stand in one column. */
export function assignmentTexts(
  assignments: readonly AssignmentParts[],
  operator: AssignmentOperator,
  indentation: number,
): string[] {
  const text = (assignment: AssignmentParts, targetWidth: number): string =>
    assignmentText(assignment, operator, indentation, targetWidth);
  const isShort = (assignment: AssignmentParts): boolean => !text(assignment, 0).includes('\n');
  return runsOf(assignments, (first, next) => isShort(first) && isShort(next)).flatMap((run) => {
    const targetWidth = Math.max(...run.map(({ target }) => target.length));
    return run.map((assignment) => {
      const aligned = text(assignment, targetWidth);
      return aligned.includes('\n') ? text(assignment, 0) : aligned;
    });
  });
}

function assignmentText(
  { target, value }: AssignmentParts,
  operator: AssignmentOperator,
  indentation: number,
  targetWidth: number,
): string {
  const start = `${target.padEnd(targetWidth)} ${operator}`;
  // Two different `<=` in one line are read apart by parentheses alone.
  const isDoubtful = operator === '<=' && value.node.kind === 'compare' && value.node.operator === operator;
  const layout = isDoubtful ? join('(', expressionLayout(value), ')') : expressionLayout(value);
  // The brace of a concatenation stays behind the operator and its parts get lines of their own.
  return value.node.kind === 'concat'
    ? render(join(start, ' ', layout, ';'), indentation)
    : render(groupLayout(join(start, indent(4, join(breakable, layout)), ';')), indentation);
}
