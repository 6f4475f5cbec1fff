// SPDX-License-Identifier: Apache-2.0
import { concat, type Expression, type Signal } from '../language/index.ts';

/** The fields of a packed vector, least significant first. */
export type FieldWidths<Name extends string> = Readonly<Record<Name, number>>;

/** Total width of a packed vector in bits. */
export function packedWidth(widths: FieldWidths<string>): number {
  return Object.values(widths).reduce((sum, width) => sum + width, 0);
}

/** Joins fields into one vector, the first field in the least significant bits. */
export function pack<Name extends string>(
  widths: FieldWidths<Name>,
  values: Readonly<Record<Name, Expression>>,
): Expression {
  return concat(...(Object.keys(widths) as Name[]).map((name) => values[name]).reverse());
}

/** The part-select of each field of a packed vector. */
export function unpack<Name extends string>(
  widths: FieldWidths<Name>,
  packed: Signal,
): Record<Name, Expression> {
  let low = 0;
  const fields: Partial<Record<Name, Expression>> = {};
  for (const name of Object.keys(widths) as Name[]) {
    fields[name] = packed.slice(low + widths[name] - 1, low);
    low += widths[name];
  }
  return fields as Record<Name, Expression>;
}
