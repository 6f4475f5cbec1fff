// SPDX-License-Identifier: Apache-2.0
import { type BitVector, bitAt, createBitVector, setBit } from './bit-vector.ts';

/**
 * Control area 500 of Fig. 5 as the array A[0..2n]: A[0] is the number of entries that have a buffer, A[1], A[3], ... are
 * the flags (1 free, 0 allocated), A[2], A[4], ... the pointers, each to the buffer of the flag before it.
 */
export interface ControlArea {
  /** The most entries there may be; a larger A[0] is corrupt. */
  readonly entries: number;
  readonly words: Int32Array;
  /** The flags once more, one bit for each entry, so that all can be compared at once; those of a second area follow. */
  readonly flags: BitVector;
  /** The bit of the flag of its first entry. */
  readonly firstBit: number;
}

/** An area in which nothing is written yet: every word is zero. */
export function createControlArea(
  entries: number,
  flags = createBitVector(entries),
  firstBit = 0,
): ControlArea {
  return { entries, words: new Int32Array(2 * entries + 1), flags, firstBit };
}

/** Index in A of the flag of an entry, which counts from 0. */
export function flagIndex(entry: number): number {
  return 2 * entry + 1;
}

/** The entry whose flag stands at an index of A. */
export function entryOfFlag(index: number): number {
  return (index - 1) >> 1;
}

/** Loads a flag; zero for an entry that does not exist. */
export function loadFlag(area: ControlArea, entry: number): number {
  return bitAt(area.flags, area.firstBit + entry);
}

/** Loads the pointer of an entry, a byte address; -1 for an entry that does not exist. */
export function loadPointer(area: ControlArea, entry: number): number {
  return area.words[flagIndex(entry) + 1] ?? -1;
}

export function storeFlag(area: ControlArea, entry: number, flag: number): void {
  area.words[flagIndex(entry)] = flag;
  setBit(area.flags, area.firstBit + entry, flag);
}

/** Writes a flag and returns what it was, with nothing in between. */
export function swapFlag(area: ControlArea, entry: number, flag: number): number {
  const before = loadFlag(area, entry);
  storeFlag(area, entry, flag);
  return before;
}

export function storePointer(area: ControlArea, entry: number, pointer: number): void {
  area.words[flagIndex(entry) + 1] = pointer;
}
