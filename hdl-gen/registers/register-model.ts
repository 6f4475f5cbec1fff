// SPDX-License-Identifier: Apache-2.0
import { bitsFor } from '../language/index.ts';

export { registerBits } from '../configuration/index.ts';

/** Bits of a byte address at the register port. */
export const registerAddressBits = 10;

/** Bits of a byte address among the registers behind a bus. */
export const blockAddressBits = 12;

/**
 * What a write and a read do to a field.
 * read-write: reads what was written; read-only: what the block says; write-only: a write does something, it cannot be read;
 * write-one: a 1 does something once, reads as 0; write-one-to-clear: reads what happened, a 1 forgets it;
 * start: a 1 begins something, reads as 1 while that runs.
 */
export type FieldAccess =
  | 'read-write'
  | 'read-only'
  | 'write-only'
  | 'write-one'
  | 'write-one-to-clear'
  | 'start';

/** What the values of a field are called. Fields that take the same values share them, with their name. */
export interface EnumeratedValues {
  readonly name: string;
  readonly members: Readonly<Record<string, number>>;
  /** What each of them means. */
  readonly meanings: Readonly<Record<string, string>>;
}

/** Some bits of a register. The name is unique in its map and names the port of the register file. */
export interface RegisterField {
  readonly name: string;
  /** Position of the lowest bit. */
  readonly low: number;
  /** Bits. */
  readonly width: number;
  readonly access: FieldAccess;
  /** Value after a reset; 0 where the block says what is read. */
  readonly reset: number;
  /** It never reads as anything but its reset value. */
  readonly constant?: true;
  /** Values that a write may give; a write with another one is refused as a whole. All if not given. */
  readonly allowed?: { readonly least: number; readonly most: number };
  /** What single values are called. */
  readonly values?: EnumeratedValues;
  readonly meaning: string;
}

/** The word of a wide counter that a register shows. */
export interface CounterWord {
  /** Place of the counter among those of the design. */
  readonly index: number;
  /** Reading the low word latches the high one. */
  readonly half: 'low' | 'high';
}

/** One word at the register port. */
export interface Register {
  readonly name: string;
  /** Byte address, a multiple of 4. */
  readonly address: number;
  readonly meaning: string;
  readonly fields: readonly RegisterField[];
  readonly counter?: CounterWord;
  /** A read does something, so that two reads are not the same as one. */
  readonly readActs?: true;
}

/** All registers of a design, in the order of their addresses. */
export type RegisterMap = readonly Register[];

/** Bytes that are reached through a bus beside registers. */
export interface RegisterWindow {
  readonly name: string;
  /** Byte address of its first byte, a multiple of its size. */
  readonly address: number;
  /** Parts of equal size, one for each buffer. */
  readonly parts: number;
  /** Bytes from one part to the next, a power of two. */
  readonly stride: number;
  /** Bytes of a part that are there. */
  readonly bytes: number;
  readonly meaning: string;
}

/** All that one bus port reaches. */
export interface AddressBlock {
  /** Of the port: `first`, `client`, `manager`. */
  readonly name: string;
  /** Blocks of one layout have their registers and fields at the same places, as far as they have them. */
  readonly layout: 'party' | 'manager';
  readonly meaning: string;
  /** Bits of a byte address. */
  readonly addressBits: number;
  readonly registers: RegisterMap;
  readonly window?: RegisterWindow;
}

/** The counters of a design. */
export interface CounterSet {
  readonly count: number;
  /** Bits of each; it wraps. */
  readonly bits: number;
}

/** Bits of the number of a counter. */
export function counterIndexBits(count: number): number {
  return bitsFor(count);
}

/** Whether a write may do anything to a register. */
export function isWritable({ fields, counter }: Register): boolean {
  return counter === undefined && fields.some(({ access }) => access !== 'read-only');
}

/** Whether a field of a register takes certain values alone. */
export function isLimited({ fields }: Register): boolean {
  return fields.some(({ allowed }) => allowed !== undefined);
}

/** Whether a register can be read. */
export function isReadable({ fields, counter }: Register): boolean {
  return counter !== undefined || fields.some(({ access }) => access !== 'write-only');
}
