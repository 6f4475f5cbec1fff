// SPDX-License-Identifier: Apache-2.0

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
      problems
        .map(
          ({ field, value, allowed }) => `${field} is ${JSON.stringify(value) ?? 'missing'}, but ${allowed}`,
        )
        .join('\n'),
    );
    this.problems = problems;
  }
}
