// SPDX-License-Identifier: Apache-2.0
import {
  type Expression,
  literal,
  type ModuleBuilder,
  type Signal,
  type Statement,
  select,
  set,
  when,
} from '../language/index.ts';
import {
  blockAddressBits,
  givenBytes,
  givesAllBytes,
  isLimited,
  isReadable,
  isWritable,
  misuseBits,
  misuses,
  type Register,
  type RegisterField,
  type RegisterMap,
  registerBits,
  registerWord,
} from '../registers/index.ts';

/** The access as the decoder sees it. */
export interface NamedAccess {
  /** Byte address among the registers, its lowest two bits zero. */
  readonly address: Signal;
  readonly data: Signal;
  readonly strobe: Signal;
}

/** What an access to a register comes to. */
export interface DecodedAccess {
  readonly value: Signal;
  /** What is wrong with reading it, and with writing it; NONE if nothing is. */
  readonly readMisuse: Signal;
  readonly writeMisuse: Signal;
}

/** `MISUSE_...`: the constant of a kind of misuse in the module being described. */
export function misuse(m: ModuleBuilder, name: keyof typeof misuses): Expression {
  return m.sharedConstant(`MISUSE_${name}`, misuseBits, misuses[name]);
}

/** The address of a register as the label of a case. */
export function blockLabel({ address }: Register): Expression {
  return literal(address, blockAddressBits, 'hexadecimal');
}

/** Describes what an address names, what is there, and whether it may be read and written. */
export function describeBlockDecode(
  m: ModuleBuilder,
  map: RegisterMap,
  access: NamedAccess,
  contentOf: (field: RegisterField) => Expression,
): DecodedAccess {
  const value = m.variable('value_d', registerBits, 'what the register holds');
  const readMisuse = m.variable('read_misuse_d', misuseBits, 'what is wrong with reading it');
  const writeMisuse = m.variable('write_misuse_d', misuseBits, 'what is wrong with writing it');
  const body = (register: Register): Statement[] => [
    set(readMisuse, misuse(m, isReadable(register) ? 'NONE' : 'NOT_READABLE')),
    ...writeOutcome(m, register, { data: given, strobe: access.strobe }, writeMisuse),
    ...(isReadable(register) ? [set(value, registerWord(register.fields, contentOf))] : []),
  ];
  const given = map.some(isLimited) ? givenBytes(m, access.data, access.strobe) : access.data;
  m.combinational(
    'named_register',
    [set(value, 0), set(readMisuse, misuse(m, 'NO_REGISTER')), set(writeMisuse, misuse(m, 'NO_REGISTER'))],
    [
      select(
        access.address,
        map.map((register) => ({
          label: blockLabel(register),
          comment: register.name.replaceAll('_', ' '),
          body: body(register),
        })),
        [],
      ),
    ],
  );
  return { value, readMisuse, writeMisuse };
}

function writeOutcome(
  m: ModuleBuilder,
  register: Register,
  { data, strobe }: Pick<NamedAccess, 'data' | 'strobe'>,
  outcome: ReturnType<ModuleBuilder['variable']>,
): Statement[] {
  if (!isWritable(register)) return [set(outcome, misuse(m, 'NOT_WRITABLE'))];
  const right = register.fields.flatMap(({ allowed, low }) => {
    if (allowed === undefined) return [];
    const given = low === 0 ? data : data.slice(registerBits - 1, low);
    return [given.ge(allowed.least).and(given.le(allowed.most))];
  });
  const wantsBytes = right.length > 0 || register.fields.some(({ access }) => access === 'write-only');
  const all = wantsBytes ? [givesAllBytes(register, strobe), ...right] : right;
  if (all.length === 0) return [set(outcome, misuse(m, 'NONE'))];
  const fine = all.reduce((one, other) => one.and(other)).or(strobe.any().not());
  return [set(outcome, misuse(m, 'NONE')), when(fine.not(), [set(outcome, misuse(m, 'NOT_ALLOWED'))])];
}

/** A write gives a 1 to a bit. Call it with a write that is done. */
export function writtenOne(
  register: Register,
  { low }: RegisterField,
  { address, data, strobe }: NamedAccess,
  writes: Expression,
): Expression {
  return writes.and(address.eq(blockLabel(register)), strobe.bit(Math.floor(low / 8)), data.bit(low));
}
