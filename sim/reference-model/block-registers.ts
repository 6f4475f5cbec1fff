// SPDX-License-Identifier: Apache-2.0
import type { RegisterDescription } from './register-bank.ts';
import { bitsOf, givesAllBytes, mergedBytes } from './register-bytes.ts';

/** What was wrong with an access behind a bus, as the register `misuse` says it. */
export const misuses = {
  NONE: 0,
  NO_REGISTER: 1,
  NOT_WRITABLE: 2,
  NOT_READABLE: 3,
  NOT_ALLOWED: 4,
  DISABLED: 5,
  REFUSED: 6,
} as const;

/** An access as registers see it. */
export interface RegisterAccess {
  readonly write: boolean;
  /** In bytes, a multiple of 4. */
  readonly address: number;
  /** What a write gives, 32 bits. */
  readonly data: number;
  /** Which of its bytes. */
  readonly strobe: number;
}

/** A field that keeps what is written. */
export interface KeptField {
  readonly name: string;
  readonly reset: number;
  now: number;
}

/** The registers of one bus port, as far as they depend on nothing but what is written to them. */
export interface BlockRegisters {
  readonly kept: readonly KeptField[];
  /** @throws Error when no field of this name keeps anything */
  keeps(field: string): KeptField;
  at(address: number): RegisterDescription | undefined;
  /** What is wrong with an access, by its address, its direction, its bytes and their value. */
  misuse(access: RegisterAccess): number;
  /** The word of a register that is read; `shown` gives what the fields show that keep nothing. */
  word(register: RegisterDescription, shown: (field: string) => number): number;
  write(register: RegisterDescription, access: RegisterAccess): void;
  /** The bits to which a write gives a 1, as far as it gives their bytes; 0 for a read. */
  ones(access: RegisterAccess): number;
  reset(): void;
}

export function createBlockRegisters(registers: readonly RegisterDescription[]): BlockRegisters {
  const byAddress = new Map(registers.map((register) => [register.address, register]));
  const kept = registers
    .flatMap(({ fields }) => fields)
    .filter(({ access }) => access === 'read-write')
    .map(({ name, reset }): KeptField => ({ name, reset, now: reset }));
  const byName = new Map(kept.map((field) => [field.name, field]));

  function writeMisuse({ fields }: RegisterDescription, { data, strobe }: RegisterAccess): number {
    if (fields.every(({ access }) => access === 'read-only')) return misuses.NOT_WRITABLE;
    if (strobe === 0) return misuses.NONE;
    // A value that is limited, and one that does something, is given as a whole or not at all.
    const asWhole = fields.some(({ access, allowed }) => access === 'write-only' || allowed !== undefined);
    if (asWhole && !fields.every(({ low, width }) => givesAllBytes(strobe, low, width))) {
      return misuses.NOT_ALLOWED;
    }
    const isAllowed = fields.every(({ allowed, low }) => {
      const value = bitsOf(mergedBytes(0, data, strobe), low, 32 - low);
      return allowed === undefined || (value >= allowed.least && value <= allowed.most);
    });
    return isAllowed ? misuses.NONE : misuses.NOT_ALLOWED;
  }

  return {
    kept,
    keeps(name) {
      const field = byName.get(name);
      if (field === undefined) throw new Error(`No field '${name}' keeps what is written to it.`);
      return field;
    },
    at: (address) => byAddress.get(address),
    misuse(access) {
      const register = byAddress.get(access.address);
      if (register === undefined) return misuses.NO_REGISTER;
      if (access.write) return writeMisuse(register, access);
      const isReadable = register.fields.some(({ access: way }) => way !== 'write-only');
      return isReadable ? misuses.NONE : misuses.NOT_READABLE;
    },
    word: ({ fields }, shown) =>
      fields.reduce((word, { name, low, access, reset, constant }) => {
        if (access === 'write-one' || access === 'write-only') return word;
        const content = constant === true ? reset : (byName.get(name)?.now ?? shown(name));
        return word + content * 2 ** low;
      }, 0),
    write({ fields }, { data, strobe }) {
      for (const { name, low, width } of fields) {
        const field = byName.get(name);
        if (field !== undefined) {
          field.now = bitsOf(mergedBytes(field.now * 2 ** low, data, strobe), low, width);
        }
      }
    },
    ones: ({ write, data, strobe }) => (write ? mergedBytes(0, data, strobe) : 0),
    reset() {
      for (const field of kept) field.now = field.reset;
    },
  };
}
