// SPDX-License-Identifier: Apache-2.0
import { fieldNameIn } from '../../hdl-gen/collateral/registers/field-name.ts';
import type { AddressBlock, FieldAccess, Register, RegisterField } from '../../hdl-gen/registers/index.ts';
import type { RdlBlock, RdlField, SvdPeripheral } from './read-views.ts';

type Properties = Pick<RdlField, 'sw' | 'hw' | 'onread' | 'onwrite' | 'singlepulse' | 'hwclr'>;

const none = { onread: null, onwrite: null, singlepulse: null, hwclr: null };

const rdlAccess: Readonly<Record<FieldAccess, Properties>> = {
  'read-only': { ...none, sw: 'r', hw: 'w' },
  'read-write': { ...none, sw: 'rw', hw: 'r' },
  'write-only': { ...none, sw: 'w', hw: 'r', onwrite: 'wuser' },
  'write-one': { ...none, sw: 'rw', hw: 'r', singlepulse: true },
  'write-one-to-clear': { ...none, sw: 'rw', hw: 'rw', onwrite: 'woclr' },
  start: { ...none, sw: 'rw', hw: 'r', onwrite: 'woset', hwclr: true },
};

/** What nobody can make of a description: reads that act, commands, counters that are latched, levels that are kept too. */
export function actsByItself({ name, counter }: Register): boolean {
  return (
    counter !== undefined ||
    ['allocate', 'detect', 'indicate', 'deallocate', 'interrupt_status'].includes(name)
  );
}

/** What a SystemRDL compiler must find for a block. */
export function rdlBlockOf({ registers, window }: AddressBlock): RdlBlock {
  return {
    registers: registers.map((register) => ({
      name: register.name,
      address: register.address,
      external: actsByItself(register),
      bits: 32,
      fields: register.fields.map((field) => rdlFieldOf(register, field)),
    })),
    memories:
      window === undefined
        ? []
        : [
            {
              name: window.name,
              address: window.address,
              parts: window.parts,
              stride: window.stride,
              entries: window.stride / 4,
              bytes: window.bytes,
              bits: 32,
              sw: 'rw',
            },
          ],
  };
}

function rdlFieldOf(register: Register, field: RegisterField): RdlField {
  const { low, width, access, constant, reset, values, allowed } = field;
  const isStored = constant === true || ['read-write', 'write-one', 'start'].includes(access);
  return {
    name: fieldNameIn(register, field),
    low,
    high: low + width - 1,
    reset: isStored ? reset : null,
    values: values?.members ?? null,
    baton_least: allowed?.least ?? null,
    baton_most: allowed?.most ?? null,
    ...rdlAccess[access],
    ...(constant === true ? { hw: 'na' } : {}),
    ...(register.readActs === true ? { onread: 'ruser' } : {}),
  };
}

const svdAccess: Readonly<Record<FieldAccess, readonly [string, string | null]>> = {
  'read-only': ['read-only', null],
  'read-write': ['read-write', null],
  'write-only': ['write-only', null],
  'write-one': ['read-write', 'oneToSet'],
  'write-one-to-clear': ['read-write', 'oneToClear'],
  start: ['read-write', 'oneToSet'],
};

/** What a reader of SVD must find for a block, its base aside. */
export function svdPeripheralOf({ name, registers, window }: AddressBlock): Omit<SvdPeripheral, 'base'> {
  return {
    name: `BATON_${name.toUpperCase()}`,
    addressBlocks: [
      [0, 0x1000],
      ...(window === undefined ? [] : [[window.address, window.parts * window.stride] as const]),
    ],
    registers: registers.map((register) => svdRegisterOf(register, registers)),
    windows:
      window === undefined
        ? []
        : Array.from({ length: window.parts }, (_, part) => {
            const start = window.address + part * window.stride;
            return [start, Array.from({ length: window.bytes / 4 }, (__, word) => start + 4 * word)];
          }),
  };
}

function svdRegisterOf(register: Register, all: readonly Register[]): SvdPeripheral['registers'][number] {
  const { name, address, fields, counter, readActs } = register;
  const stored = fields.filter(
    ({ access, constant }) => constant === true || ['read-write', 'write-one', 'start'].includes(access),
  );
  const latches = counter?.half === 'low' && all.some((other) => other.name === `${name}_high`);
  const accesses = new Set(fields.map(({ access }) => access));
  const writeOnly = accesses.size === 1 && accesses.has('write-only');
  const readOnly = accesses.size === 1 && accesses.has('read-only');
  return {
    name: name.toUpperCase(),
    address,
    bits: 32,
    access: writeOnly ? 'write-only' : readOnly ? 'read-only' : 'read-write',
    reset: stored.reduce((sum, { low, reset }) => sum + reset * 2 ** low, 0),
    mask: stored.reduce((sum, { low, width }) => sum + (2 ** width - 1) * 2 ** low, 0),
    readAction: latches || readActs === true ? 'modifyExternal' : null,
    fields: fields.map((field) => ({
      name: fieldNameIn(register, field).toUpperCase(),
      low: field.low,
      width: field.width,
      access: svdAccess[field.access][0],
      modifiedWriteValues: svdAccess[field.access][1],
      range: field.allowed === undefined ? null : [field.allowed.least, field.allowed.most],
      values: field.values?.members ?? null,
    })),
  };
}
