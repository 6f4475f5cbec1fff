// SPDX-License-Identifier: Apache-2.0
import { concat, type Expression, type ModuleBuilder, type Signal } from '../language/index.ts';

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

/** The fields of a packed vector as wires `<prefix>_<field>`, each declared where it is first used. */
export function unpack<Name extends string>(
  m: ModuleBuilder,
  prefix: string,
  widths: FieldWidths<Name>,
  packed: Signal,
): Readonly<Record<Name, Signal>> {
  const fields = {};
  let low = 0;
  for (const name of Object.keys(widths) as Name[]) {
    const part = [low + widths[name] - 1, low] as const;
    let wire: Signal | undefined;
    Object.defineProperty(fields, name, {
      enumerable: true,
      get: () => {
        wire ??= m.wire(`${prefix}_${name}`, packed.slice(...part));
        return wire;
      },
    });
    low += widths[name];
  }
  return fields as Readonly<Record<Name, Signal>>;
}
