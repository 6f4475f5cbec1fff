// SPDX-License-Identifier: Apache-2.0

/** Widths of the fields of a packed vector in bits, least significant first. */
type Widths = Readonly<Record<string, number>>;

/** The vector that holds these fields. */
export function packFields(widths: Widths, values: Readonly<Record<string, number>>): bigint {
  let packed = 0n;
  let low = 0n;
  for (const [name, width] of Object.entries(widths)) {
    packed |= BigInt(values[name]!) << low;
    low += BigInt(width);
  }
  return packed;
}

/** The fields of a vector. */
export function unpackFields(widths: Widths, packed: bigint): Record<string, number> {
  let left = packed;
  const fields: Record<string, number> = {};
  for (const [name, width] of Object.entries(widths)) {
    fields[name] = Number(BigInt.asUintN(width, left));
    left >>= BigInt(width);
  }
  return fields;
}
