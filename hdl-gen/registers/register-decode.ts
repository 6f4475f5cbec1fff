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
import {
  type CounterSet,
  counterIndexBits,
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
  access: { readonly address: Signal; readonly data: Signal },
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
        ...(isWritten ? [set(takes, allowedData(fields, access.data))] : []),
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

function allowedData(fields: readonly RegisterField[], data: Signal): Expression {
  const limits = fields.flatMap(({ allowed }) => (allowed === undefined ? [] : [allowed]));
  return limits.length === 0
    ? literal(1, 1)
    : limits.map(({ least, most }) => data.ge(least).and(data.le(most))).reduce((all, one) => all.and(one));
}

/** The fields of a register at their places, zeros between them. */
function registerWord(
  fields: readonly RegisterField[],
  contentOf: (field: RegisterField) => Expression,
): Expression {
  const parts: Expression[] = [];
  let next = 0;
  for (const field of fields) {
    if (field.low > next) parts.unshift(literal(0, field.low - next));
    parts.unshift(contentOf(field));
    next = field.low + field.width;
  }
  if (next < registerBits) parts.unshift(literal(0, registerBits - next));
  return concat(...parts);
}
