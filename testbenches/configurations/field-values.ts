// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { configurationSchema } from '../../hdl-gen/configuration/index.ts';
import type { Random } from '../../sim/tasks/index.ts';
import { dependentValues } from './dependent-values.ts';
import type { Draft, Field } from './field.ts';

/** A value of a field, or values of a field that are alike: those between the ends of a range, or lists. */
export interface Level {
  readonly field: Field;
  readonly name: string;
  /** How often it is drawn, against the other levels of its field. */
  readonly weight: number;
  draw(random: Random, draft: Draft): unknown;
}

/** A field that the sampler cannot draw values of. */
export class UnknownFieldError extends Error {
  override readonly name = 'UnknownFieldError';
}

/** Ends of ranges and wide words make large designs, which take long to build and to fill: they are drawn less often. */
const rare = 0.15;
const smallRange = 8;

/** The level of a field that is not given. */
export const leftOut = 'left out';
const [least, most, between, list] = ['least', 'most', 'between', 'list'] as const;

const properties = z.toJSONSchema(configurationSchema.in, { io: 'input' }).properties ?? {};

/** Every field of the schema with its levels, found in the schema itself. Dependent fields come after those they depend on. */
export const levelsOfFields: ReadonlyMap<Field, readonly Level[]> = new Map(
  (Object.keys(properties) as Field[])
    .sort((one, other) => placeOf(one) - placeOf(other))
    .map((field) => [field, levelsOf(field, properties[field] as z.core.JSONSchema.BaseSchema)]),
);

function placeOf(field: Field): number {
  return Object.keys(dependentValues).indexOf(field);
}

/**
 * The levels of a field that is described like this.
 *
 * @throws UnknownFieldError for a kind of values that is not known here
 */
export function levelsOf(field: Field, schema: z.core.JSONSchema.BaseSchema): readonly Level[] {
  const levels = valueLevels(field, schema);
  const isOptional = schema.default === undefined;
  return isOptional ? [...levels, { field, name: leftOut, weight: 1, draw: () => undefined }] : levels;
}

function valueLevels(field: Field, schema: z.core.JSONSchema.BaseSchema): Level[] {
  const { anyOf, minimum, maximum } = schema;
  const values = schema.const === undefined ? schema.enum : [schema.const];
  if (anyOf !== undefined) return anyOf.flatMap((part) => valueLevels(field, part as typeof schema));
  if (values !== undefined) {
    const numbers = values.filter((value) => typeof value === 'number');
    const smallest = Math.max(1, Math.min(...numbers));
    return values.map((value) => ({
      field,
      name: String(value),
      weight: typeof value === 'number' && value > smallest ? smallest / value : 1,
      draw: () => value,
    }));
  }
  const dependent = dependentValues[field];
  if (schema.type === 'integer' && minimum !== undefined && maximum !== undefined) {
    return [
      { field, name: least, weight: 2 * rare, draw: () => minimum },
      { field, name: between, weight: 1, draw: dependent ?? ((random) => inside(random, minimum, maximum)) },
      { field, name: most, weight: rare, draw: () => maximum },
    ];
  }
  if (schema.type === 'array' && dependent !== undefined) {
    return [{ field, name: list, weight: 0.5, draw: dependent }];
  }
  throw new UnknownFieldError(
    `The values of '${field}' are ${JSON.stringify(schema)}, and nothing says how to draw them; add the field to dependentValues.`,
  );
}

/** A number between the ends, mostly near the lower one. */
function inside(random: Random, minimum: number, maximum: number): number {
  const end = random.chance(0.85) ? Math.min(maximum, minimum + smallRange) : maximum;
  return random.between(minimum + 1, end - 1);
}

/** The name of the level that a value of a field belongs to. */
export function levelOfValue(field: Field, value: unknown): string {
  if (value === undefined) return leftOut;
  if (Array.isArray(value)) return list;
  const { minimum, maximum } = properties[field] as z.core.JSONSchema.BaseSchema;
  if (value === minimum) return least;
  if (value === maximum) return most;
  return minimum === undefined ? String(value) : between;
}
