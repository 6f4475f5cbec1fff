// SPDX-License-Identifier: Apache-2.0
import { bitsFor } from '../language/index.ts';

/** Bits of one register and of one transfer. */
export const registerBits = 32;

/** Bits of a byte address at the register port. */
export const registerAddressBits = 10;

/**
 * What a write and a read do to a field.
 * read-write: reads what was written; read-only: what the block says; write-one: a 1 does something once, reads as 0;
 * start: a 1 begins something, reads as 1 while that runs.
 */
export type FieldAccess = 'read-write' | 'read-only' | 'write-one' | 'start';

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
  /** Values that a write may give; a write with another one is refused as a whole. All if not given. */
  readonly allowed?: { readonly least: number; readonly most: number };
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
}

/** All registers of a design, in the order of their addresses. */
export type RegisterMap = readonly Register[];

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
