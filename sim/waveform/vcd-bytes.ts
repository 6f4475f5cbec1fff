// SPDX-License-Identifier: Apache-2.0

// What the bytes of value changes mean. These functions are called for every byte; their numbers stand in them as
// literals, because the compiler turns those into instructions while constants of a module are fetched at each use.

/** White space separates words; control characters count as such. */
export function isWhiteSpace(byte: number): boolean {
  return byte <= 0x20;
}

export function isLineEnd(byte: number): boolean {
  return byte === 0x0a;
}

/** A command that is one byte and an identifier: 0, 1, x, X, z, Z. */
export function isScalar(byte: number): boolean {
  return (byte & 0xfe) === 0x30 || (byte & 0xdd) === 0x58;
}

/** The value of a scalar, 0 for X and Z. */
export function scalarValue(byte: number): number {
  return byte & 1;
}

/** 1 for X and Z, 0 for the scalars 0 and 1. */
export function scalarUnknown(byte: number): number {
  return (byte >>> 6) & 1;
}

/** What `stateValue` answers for what is none of the further states. */
export const notAState = -1;

/**
 * The value of the states that VHDL has besides those of a scalar: 1 for H, 0 for L (weak) and for U, W and - (unknown).
 */
export function stateValue(byte: number): number {
  const state = byte | 0x20;
  if (state === 0x68) return 1;
  return state === 0x6c || stateUnknown(byte) === 1 ? 0 : notAState;
}

/** 1 for U, W, - and ?, which say nothing of the level. */
export function stateUnknown(byte: number): number {
  const state = byte | 0x20;
  return state === 0x75 || state === 0x77 || byte === 0x2d || byte === 0x3f ? 1 : 0;
}

/** The start of a vector, b or B. */
export function isVector(byte: number): boolean {
  return (byte & 0xdf) === 0x42;
}

/** The start of a real number, r or R, or of a string, s or S. */
export function isOtherValue(byte: number): boolean {
  return (byte & 0xde) === 0x52;
}

/** The start of a time stamp, #. */
export function isTime(byte: number): boolean {
  return byte === 0x23;
}

/** The start of a keyword, $. */
export function isKeyword(byte: number): boolean {
  return byte === 0x24;
}

/** Identifiers are made of the printable characters, ! to ~. */
export function isIdentifierByte(byte: number): boolean {
  return (byte - 0x21) >>> 0 < 94;
}

/**
 * Adds a character to the code of an identifier: a number with a digit of 1 to 94 a character, least significant first,
 * modulo 2^32. `scale` is 1 for the first character, then `nextScale` of the last.
 */
export function addToCode(code: number, byte: number, scale: number): number {
  return (code + Math.imul(byte - 0x20, scale)) | 0;
}

export function nextScale(scale: number): number {
  return Math.imul(scale, 94);
}

// Vectors are long rows of the characters 0 and 1. Four at a time, read as one big-endian word, they are found and
// converted several times faster than one by one.

/** Whether four characters are all 0 or 1. */
export function areFourBits(word: number): boolean {
  return (word & 0xfefefefe) === 0x30303030;
}

/**
 * The value of four characters 0 and 1, the first in the upper byte. The multiplication moves each to its place in bits
 * 24 to 27; its other products fall below, in places of their own, or out of the word.
 */
export function fourBits(word: number): number {
  return Math.imul(word & 0x01010101, (1 << 3) | (1 << 10) | (1 << 17) | (1 << 24)) >>> 24;
}
