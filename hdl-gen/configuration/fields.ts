// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { refusedPairs } from './refused-pairs.ts';
import { type Configuration, configurationSchema } from './schema.ts';

type FieldName = keyof Configuration;

/** A field of a configuration, as a manual shows it. */
export interface FieldDescription {
  readonly name: FieldName;
  readonly values: string;
  /** Undefined where it follows from other fields. */
  readonly usual: string | undefined;
  readonly meaning: string;
  /** Fields with which not all of its values go together. */
  readonly depends: readonly FieldName[];
}

export const fieldNames = Object.keys(configurationSchema.in.shape) as FieldName[];

/** All fields, in the order of the schema. */
export function describeFields(): FieldDescription[] {
  return fieldNames.map((name) => {
    const schema = schemaOf(name);
    return {
      name,
      values: describeValues(schema),
      usual: schema.default === undefined ? undefined : String(schema.default),
      meaning: schema.description!,
      depends: dependsOn(name),
    };
  });
}

/** The values of a field, in words. */
export function allowedValues(field: string): string {
  return describeValues(schemaOf(field as FieldName));
}

function dependsOn(name: FieldName): FieldName[] {
  const others = refusedPairs.flatMap(({ field, other }) =>
    field === name ? [other] : other === name ? [field] : [],
  );
  return fieldNames.filter((field) => field !== name && others.includes(field));
}

function schemaOf(field: FieldName): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(configurationSchema.in, { io: 'input' }).properties![
    field
  ] as z.core.JSONSchema.BaseSchema;
}

function describeValues(schema: z.core.JSONSchema.BaseSchema): string {
  if (schema.anyOf !== undefined) return schema.anyOf.map(describeValues).join(', or ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) {
    const values = schema.enum.map((value) => JSON.stringify(value)).join(', ');
    return values.replace(/, ([^,]*)$/, ' or $1');
  }
  return schema.type === 'array'
    ? `a list of whole numbers ${rangeOf(schema.items as z.core.JSONSchema.BaseSchema)}, as in [0,64,128]`
    : `a whole number ${rangeOf(schema)}`;
}

function rangeOf({ minimum, maximum }: z.core.JSONSchema.BaseSchema): string {
  return `from ${minimum} to ${maximum}`;
}
