// SPDX-License-Identifier: Apache-2.0
import type { Expression, Statement } from '../language/index.ts';
import { type AssignmentOperator, assignmentTexts } from './assignment-text.ts';
import { commentLines } from './comment-lines.ts';
import { expressionLayout, expressionText } from './expression-text.ts';
import { align, join, render } from './layout.ts';
import { runsOf } from './runs.ts';

/** The lines of a list of statements, at an indentation in columns; assignments in a row are aligned. */
export function statementLines(
  statements: readonly Statement[],
  operator: AssignmentOperator,
  indentation: number,
): string[] {
  return runsOf(statements, (first, next) => first.kind === 'set' && next.kind === 'set').flatMap((run) => {
    const [statement] = run;
    if (statement.kind !== 'set') {
      return branchLines(statement, operator, indentation);
    }
    const assignments = run.flatMap((each) =>
      each.kind === 'set' ? [{ target: expressionText(each.target), value: each.value }] : [],
    );
    return assignmentTexts(assignments, operator, indentation);
  });
}

/** `if (condition) begin`, or what else the opening is. */
export function conditionLine(opening: string, condition: Expression, indentation: number): string {
  return render(join(opening, align(expressionLayout(condition)), ') begin'), indentation);
}

/** An `if` or `case`; `before` continues an `if` whose first branch is already open. */
export function branchLines(
  statement: Exclude<Statement, { kind: 'set' }>,
  operator: AssignmentOperator,
  indentation: number,
  before = '',
): string[] {
  const margin = ' '.repeat(indentation);
  const body = (statements: readonly Statement[], further: number): string[] =>
    statementLines(statements, operator, indentation + further);
  if (statement.kind === 'when') {
    return [
      ...statement.branches.flatMap(({ condition, body: inner, comment }, index) => [
        conditionLine(index === 0 ? `${before}if (` : 'end else if (', condition, indentation),
        ...armComment(comment, indentation + 2),
        ...body(inner, 2),
      ]),
      ...(statement.otherwise === undefined
        ? []
        : [`${margin}end else begin`, ...body(statement.otherwise, 2)]),
      `${margin}end`,
    ];
  }
  return [
    render(join('case (', align(expressionLayout(statement.subject)), ')'), indentation),
    ...statement.arms.flatMap(({ label, comment, body: inner }) => [
      ...armComment(comment, indentation + 2),
      `${margin}  ${expressionText(label)}: begin`,
      ...body(inner, 4),
      `${margin}  end`,
    ]),
    ...armComment(statement.otherwiseComment, indentation + 2),
    ...(statement.otherwise.length === 0
      ? [`${margin}  default: ;`]
      : [`${margin}  default: begin`, ...body(statement.otherwise, 4), `${margin}  end`]),
    `${margin}endcase`,
  ];
}

function armComment(comment: string | undefined, indentation: number): string[] {
  return comment === undefined ? [] : commentLines(comment, `${' '.repeat(indentation)}// `);
}
