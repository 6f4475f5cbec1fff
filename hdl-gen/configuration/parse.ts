// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import { ConfigurationError, type FieldProblem } from './configuration-error.ts';
import { allowedValues, fieldNames } from './fields.ts';
import { refusedPairs } from './refused-pairs.ts';
import { type Configuration, configurationSchema } from './schema.ts';

/**
 * Completes and checks a configuration.
 * Throws a ConfigurationError that names every wrong field with its value and what is allowed.
 */
export function parseConfiguration(input: unknown): Configuration {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new ConfigurationError([
      {
        field: 'configuration',
        value: input,
        allowed: `must be an object with the fields ${fieldNames.join(', ')}`,
      },
    ]);
  }
  const parsed = configurationSchema.safeParse(input);
  if (!parsed.success) {
    throw new ConfigurationError(parsed.error.issues.flatMap((issue) => problemsOf(issue, input)));
  }
  const refused = refusedPairs.filter(({ refuses }) => refuses(parsed.data));
  if (refused.length > 0) {
    throw new ConfigurationError(
      refused.map(({ field, reason }) => ({
        field,
        value: parsed.data[field],
        allowed: reason(parsed.data),
      })),
    );
  }
  return parsed.data;
}

function problemsOf(issue: z.core.$ZodIssue, input: object): FieldProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((field) => ({
      field,
      value: (input as Record<string, unknown>)[field],
      allowed: `there is no such field; the fields are ${fieldNames.join(', ')}`,
    }));
  }
  const field = String(issue.path[0]);
  return [
    { field, value: (input as Record<string, unknown>)[field], allowed: `must be ${allowedValues(field)}` },
  ];
}
