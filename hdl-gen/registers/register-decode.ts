// SPDX-License-Identifier: Apache-2.0
import {
  concat,
  type Expression,
  literal,
  type ModuleBuilder,
  type Signal,
  type Statement,
  select,
  set,
} from '../language/index.ts';
import { givenBytes, givesAllBytes } from './byte-writes.ts';
import {
  type CounterSet,
  counterIndexBits,
  isLimited,
  type Register,
  type RegisterField,
  type RegisterMap,
  registerAddressBits,
  registerBits,
} from './register-model.ts';

/** What is known about the register that an access names. */
export interface NamedRegister {
  readonly exists: Signal;
  /** A write may give it the value on the write data. */
  readonly takes: Signal;
  readonly value: Signal;
  /** The low word of a counter, and which; undefined in a design that counts nothing. */
  readonly counter: { readonly isLow: Signal; readonly index: Signal } | undefined;
}

/** Describes the decoder from an address to what the register there holds. */
export function describeRegisterDecode(
  m: ModuleBuilder,
  map: RegisterMap,
  access: { readonly address: Signal; readonly data: Signal; readonly strobe: Signal | undefined },
  contentOf: (field: RegisterField) => Expression,
  counters: (CounterSet & { readonly value: Signal }) | undefined,
): NamedRegister {
  const exists = m.variable('exists_d', 1, 'there is such a register');
  const takes = m.variable('takes_d', 1, 'it can be written with this value');
  const value = m.variable('value_d', registerBits, 'what it holds');
  const counter =
    counters === undefined
      ? undefined
      : {
          isLow: m.variable('counter_low_d', 1, 'it is the low word of a counter'),
          index: m.variable('counter_index_d', counterIndexBits(counters.count), 'of which one'),
        };

  function body(register: Register): Statement[] {
    const { fields, counter: word } = register;
    if (word === undefined) {
      const isWritten = fields.some(({ access: way }) => way !== 'read-only');
      return [
        set(exists, 1),
        ...(isWritten ? [set(takes, takesData(register, { data: given, strobe: access.strobe }))] : []),
        set(value, registerWord(fields, contentOf)),
      ];
    }
    const [low, high] =
      word.half === 'low'
        ? [0, Math.min(counters!.bits, registerBits) - 1]
        : [registerBits, counters!.bits - 1];
    return [
      set(exists, 1),
      set(value, counters!.value.slice(high, low).extend(registerBits)),
      ...(word.half === 'low' ? [set(counter!.isLow, 1), set(counter!.index, word.index)] : []),
    ];
  }

  const given =
    access.strobe !== undefined && map.some(isLimited)
      ? givenBytes(m, access.data, access.strobe)
      : access.data;
  m.combinational(
    'named_register',
    [
      set(exists, 0),
      set(takes, 0),
      set(value, 0),
      ...(counter === undefined ? [] : [set(counter.isLow, 0), set(counter.index, 0)]),
    ],
    [
      select(
        access.address,
        map.map((register) => ({
          label: addressLabel(register),
          comment: register.name.replaceAll('_', ' '),
          body: body(register),
        })),
        [],
      ),
    ],
  );
  return { exists, takes, value, counter };
}

/** The address of a register as the label of a case. */
export function addressLabel({ address }: Register): Expression {
  return literal(address, registerAddressBits, 'hexadecimal');
}

function takesData(
  register: Register,
  { data, strobe }: { readonly data: Signal; readonly strobe: Signal | undefined },
): Expression {
  const limits = register.fields.flatMap(({ allowed }) => (allowed === undefined ? [] : [allowed]));
  if (limits.length === 0) return literal(1, 1);
  const allowed = limits
    .map(({ least, most }) => data.ge(least).and(data.le(most)))
    .reduce((all, one) => all.and(one));
  return strobe === undefined ? allowed : strobe.any().not().or(givesAllBytes(register, strobe).and(allowed));
}

/** The fields of a register at their places, zeros between them. */
export function registerWord(
  fields: readonly RegisterField[],
  contentOf: (field: RegisterField) => Expression,
): Expression {
  const constant = fields.every((field) => field.constant === true);
  if (constant) {
    const value = fields.reduce((sum, { low, reset }) => sum + (BigInt(reset) << BigInt(low)), 0n);
    return literal(value, registerBits, 'hexadecimal');
  }
  return placed(fields.map((field) => [field.low, contentOf(field)]));
}

/** Values at their places in a word, the lowest first, zeros between them. */
export function placed(values: readonly (readonly [low: number, value: Expression])[]): Expression {
  const parts: Expression[] = [];
  let next = 0;
  for (const [low, value] of values) {
    if (low > next) parts.unshift(literal(0, low - next));
    parts.unshift(value);
    next = low + (value.width as number);
  }
  if (next < registerBits) parts.unshift(literal(0, registerBits - next));
  return parts.length === 1 ? parts[0]! : concat(...parts);
}
