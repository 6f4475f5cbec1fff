// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { ConfigurationError, type FieldProblem } from './configuration-error.ts';
import { refusedPairs } from './refused-pairs.ts';
import { type Configuration, configurationSchema } from './schema.ts';

const fieldNames = Object.keys(configurationSchema.in.shape);

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
  return [{ field, value: (input as Record<string, unknown>)[field], allowed: allowedValues(field) }];
}

function allowedValues(field: string): string {
  const schema = z.toJSONSchema(configurationSchema.in, { io: 'input' }).properties?.[field];
  if (typeof schema !== 'object') {
    return 'is not allowed';
  }
  return `must be ${describeValues(schema)}`;
}

function describeValues(schema: z.core.JSONSchema.BaseSchema): string {
  if (schema.anyOf !== undefined) return schema.anyOf.map(describeValues).join(', or ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) {
    const values = schema.enum.map((value) => JSON.stringify(value)).join(', ');
    return values.replace(/, ([^,]*)$/, ' or $1');
  }
  return schema.type === 'array'
    ? `a list of whole numbers ${rangeOf(schema.items as z.core.JSONSchema.BaseSchema)}`
    : `a whole number ${rangeOf(schema)}`;
}

function rangeOf({ minimum, maximum }: z.core.JSONSchema.BaseSchema): string {
  return `from ${minimum} to ${maximum}`;
}
