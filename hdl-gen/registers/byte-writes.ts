// SPDX-License-Identifier: Apache-2.0
import {
  concat,
  type Expression,
  type ModuleBuilder,
  type Register as RegisterSignal,
  type Signal,
  type Statement,
  set,
  when,
} from '../language/index.ts';
import { type Register, registerBits } from './register-model.ts';

/** Whether a write gives all bytes that the fields of a register are in. */
export function givesAllBytes({ fields }: Register, strobe: Signal): Expression {
  const lanes = new Set(
    fields.flatMap(({ low, width }) =>
      Array.from({ length: width }, (_, bit) => Math.floor((low + bit) / 8)),
    ),
  );
  if (lanes.size === registerBits / 8) return strobe.all();
  return [...lanes]
    .sort()
    .map((lane): Expression => strobe.bit(lane))
    .reduce((one, other) => one.and(other));
}

/** The data of a write without the bytes that it does not give. */
export function givenBytes(m: ModuleBuilder, data: Signal, strobe: Signal): Signal {
  const lanes = Array.from({ length: registerBits / 8 }, (_, lane) => strobe.bit(lane).replicate(8));
  return m.wire('given', data.and(concat(...lanes.reverse())), 'zero where no byte is given');
}

/**
 * The statements that a write to a register makes.
 *
 * @param kept signals of the fields that keep what is written
 * @param strobe which bytes it gives; undefined where it gives all of them
 */
export function writesOf(
  { fields }: Register,
  kept: ReadonlyMap<string, RegisterSignal>,
  data: Signal,
  strobe: Signal | undefined,
): Statement[] {
  const written = fields.flatMap(({ name, low, width, allowed }) => {
    const signal = kept.get(name);
    return signal === undefined ? [] : [{ signal, low, width, allowed }];
  });
  if (strobe === undefined) {
    return written.map(({ signal, low, width }) => set(signal, data.slice(low + width - 1, low)));
  }
  const byByte = new Map<number, Statement[]>();
  for (const { signal, low, width, allowed } of written) {
    const lanes = bytesOf(low, width);
    // A value that is limited is given as a whole or not at all.
    const isWhole = lanes.length === 1 || allowed !== undefined;
    for (const { lane, first, last } of isWhole
      ? [{ ...lanes[0]!, first: low, last: low + width - 1 }]
      : lanes) {
      const target = isWhole ? signal : (signal.slice(last - low, first - low) as RegisterSignal);
      byByte.set(lane, [...(byByte.get(lane) ?? []), set(target, data.slice(last, first))]);
    }
  }
  return [...byByte].map(([lane, body]) => when(strobe.bit(lane), body));
}

/** The bytes of a register that a field is in, with its first and last bit in each. */
function bytesOf(low: number, width: number) {
  const end = low + width - 1;
  const lowest = Math.floor(low / 8);
  return Array.from({ length: Math.floor(end / 8) - lowest + 1 }, (_, index) => {
    const lane = lowest + index;
    return { lane, first: Math.max(low, 8 * lane), last: Math.min(end, 8 * lane + 7) };
  });
}
