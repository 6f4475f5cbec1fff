// SPDX-License-Identifier: Apache-2.0
import { inspect } from 'node:util';

/** One wrong field: its name, the value found and what is allowed. */
export interface FieldProblem {
  readonly field: string;
  readonly value: unknown;
  readonly allowed: string;
}

/** Everything that is wrong with a configuration, one problem for each field. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly problems: readonly FieldProblem[];

  constructor(problems: readonly FieldProblem[]) {
    super(
      problems.map(({ field, value, allowed }) => `${field} is ${shown(value)}, but ${allowed}`).join('\n'),
    );
    this.problems = problems;
  }
}

/** A value as a reader recognises it; JSON has no words for some that a program may hand over. */
function shown(value: unknown): string {
  if (value === undefined) {
    return 'missing';
  }
  return typeof value === 'string'
    ? JSON.stringify(value)
    : inspect(value, { depth: 1, breakLength: Infinity });
}
