// SPDX-License-Identifier: Apache-2.0
import { DesignError } from './design-error.ts';
import type { SourceLocation } from './source-location.ts';

/** A named Verilog parameter of a module; stands for a positive integer chosen at instantiation. */
export interface ParameterSize {
  readonly kind: 'parameter';
  readonly name: string;
  readonly doc: string;
  readonly defaultValue: number;
  readonly minimum: number;
  readonly location?: SourceLocation;
}

/** The product of two sizes, for example lanes times bits per lane. */
export interface ProductSize {
  readonly kind: 'product';
  readonly left: Size;
  readonly right: Size;
}

/** A width in bits or a depth in words: a positive integer, a parameter, or a product of sizes. */
export type Size = number | ParameterSize | ProductSize;

/** Throws unless a size given as a number is a positive integer. */
export function mustBeSize(size: Size, what: string): void {
  if (typeof size === 'number' && (!Number.isSafeInteger(size) || size < 1)) {
    throw new DesignError(`${what} is ${size}`, 'it must be a positive integer');
  }
}

/** Multiplies two sizes; numbers are multiplied at once, so that equal sizes stay structurally equal. */
export function times(left: Size, right: Size): Size {
  if (left === 1) {
    return right;
  }
  if (right === 1) {
    return left;
  }
  return typeof left === 'number' && typeof right === 'number'
    ? left * right
    : { kind: 'product', left, right };
}

/** The Verilog text of a size. Two sizes are equal exactly when their texts are. */
export function sizeText(size: Size): string {
  if (typeof size === 'number') {
    return String(size);
  }
  return size.kind === 'parameter' ? size.name : `${sizeText(size.left)} * ${sizeText(size.right)}`;
}

/** True when both sizes are the same number or the same symbolic expression. */
export function sameSize(left: Size, right: Size): boolean {
  return sizeText(left) === sizeText(right);
}

/** The number a size stands for when each parameter has the value given in `values`, or else its default. */
export function sizeValue(size: Size, values: Readonly<Record<string, number>> = {}): number {
  if (typeof size === 'number') {
    return size;
  }
  return size.kind === 'parameter'
    ? (values[size.name] ?? size.defaultValue)
    : sizeValue(size.left, values) * sizeValue(size.right, values);
}

/** The smallest number a size can stand for. */
export function smallestValue(size: Size): number {
  if (typeof size === 'number') {
    return size;
  }
  return size.kind === 'parameter' ? size.minimum : smallestValue(size.left) * smallestValue(size.right);
}

/** Bits needed to tell `count` things apart, at least 1. */
export function bitsFor(count: number): number {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new DesignError(`bits for ${count} things`, 'the count must be a positive integer');
  }
  return Math.max(1, (count - 1).toString(2).length);
}

/** Bits needed to hold every value from 0 to `largest`, at least 1. */
export function bitsToHold(largest: number): number {
  return bitsFor(largest + 1);
}
