// SPDX-License-Identifier: Apache-2.0
import { bitsOf, givesAllBytes, mergedBytes } from './register-bytes.ts';

/** Some bits of a register. */
export interface FieldDescription {
  readonly name: string;
  readonly low: number;
  readonly width: number;
  readonly access: 'read-write' | 'read-only' | 'write-only' | 'write-one' | 'write-one-to-clear' | 'start';
  readonly reset: number;
  /** It never reads as anything but its reset value. */
  readonly constant?: true | undefined;
  readonly allowed?: { readonly least: number; readonly most: number } | undefined;
}

/** One word at the register port. */
export interface RegisterDescription {
  readonly name: string;
  readonly address: number;
  readonly fields: readonly FieldDescription[];
  /** A word of a counter, whose value has its own way. */
  readonly counter?: { readonly index: number; readonly half: 'low' | 'high' } | undefined;
}

/** A field that is written, in the cycle that is looked at, in the one before, and from the next one on. */
export interface Setting {
  now: number;
  before: number;
  next: number;
  readonly reset: number;
}

/** What an access to a register answers. */
export interface RegisterAnswer {
  readonly data: number;
  readonly error: boolean;
}

/** The registers of a design. */
export interface RegisterBank {
  /** A field that is written, by name. One that the design does not have keeps the value given here for ever. */
  setting(name: string, otherwise: number): Setting;
  /** Says where the value of a field comes from that is only read, or that reads as 1 while what it began runs. */
  show(name: string, value: () => number): void;
  /**
   * Reads or writes, but for reads of counters; what is written counts from the next cycle on.
   *
   * @param strobe which bytes a write gives; all if not given
   */
  reach(write: boolean, address: number, data: number, strobe?: number): RegisterAnswer;
  /** Whether there is a register at an address, and which. */
  at(address: number): RegisterDescription | undefined;
  advance(): void;
  reset(): void;
}

export function createRegisterBank(registers: readonly RegisterDescription[]): RegisterBank {
  const byAddress = new Map(registers.map((register) => [register.address, register]));
  const settings = new Map<string, Setting>();
  const shown = new Map<string, () => number>();
  for (const { name, access, reset } of registers.flatMap(({ fields }) => fields)) {
    if (access !== 'read-only') settings.set(name, { now: reset, before: reset, next: reset, reset });
  }
  const all = [...settings.values()];
  const pulses = registers
    .flatMap(({ fields }) => fields)
    .filter(({ access }) => access === 'write-one' || access === 'start')
    .map(({ name }) => settings.get(name)!);

  function contentOf({ name, access }: FieldDescription): number {
    if (access === 'read-write') return settings.get(name)!.now;
    return access === 'write-one' ? 0 : shown.get(name)!();
  }

  return {
    setting: (name, otherwise) =>
      settings.get(name) ?? { now: otherwise, before: otherwise, next: otherwise, reset: otherwise },
    show: (name, value) => {
      shown.set(name, value);
    },
    reach(write, address, data, strobe = 15) {
      const register = byAddress.get(address);
      if (register === undefined) return { data: 0, error: true };
      const { fields } = register;
      if (!write) {
        return {
          data: fields.reduce((word, field) => word + contentOf(field) * 2 ** field.low, 0),
          error: false,
        };
      }
      const written = fields.filter(({ access }) => access !== 'read-only');
      if (written.length === 0) return { data: 0, error: true };
      if (strobe === 0) return { data: 0, error: false };
      // A value that is limited is given as a whole or not at all.
      const given = mergedBytes(0, data, strobe);
      const refused = written.some(
        ({ low, width, allowed }) =>
          allowed !== undefined &&
          (given < allowed.least || given > allowed.most || !givesAllBytes(strobe, low, width)),
      );
      if (refused) return { data: 0, error: true };
      for (const { name, low, width, access } of written) {
        const setting = settings.get(name)!;
        const before = access === 'read-write' ? setting.now : 0;
        setting.next = bitsOf(mergedBytes(before * 2 ** low, data, strobe), low, width);
      }
      return { data: 0, error: false };
    },
    at: (address) => byAddress.get(address),
    advance() {
      for (let index = 0; index < all.length; index += 1) {
        const setting = all[index]!;
        setting.before = setting.now;
        setting.now = setting.next;
      }
      for (let index = 0; index < pulses.length; index += 1) pulses[index]!.next = 0;
    },
    reset() {
      for (const setting of all) {
        setting.before = setting.reset;
        setting.now = setting.reset;
        setting.next = setting.reset;
      }
    },
  };
}
