// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { mistakeIn } from './design-error.test-support.ts';
import { parameter } from './module-definition.ts';
import {
  bitsFor,
  bitsToHold,
  mustBeSize,
  sameSize,
  sizeText,
  sizeValue,
  smallestValue,
  times,
} from './size.ts';

const width = parameter('WIDTH', 8, 'bits', { minimum: 2 });
const lanes = parameter('LANES', 4, 'lanes');

describe('a product of sizes', () => {
  test('of numbers is a number', () => {
    expect(times(3, 5)).toBe(15);
  });

  test('with one is the other size', () => {
    expect(times(1, width)).toBe(width);
    expect(times(width, 1)).toBe(width);
  });

  test('with a parameter is printed as a product', () => {
    expect(sizeText(times(lanes, width))).toBe('LANES * WIDTH');
    expect(sizeText(times(2, times(lanes, width)))).toBe('2 * LANES * WIDTH');
  });
});

test('sizes are the same when they are written the same', () => {
  expect(sameSize(8, 8)).toBe(true);
  expect(sameSize(width, 8)).toBe(false);
  expect(sameSize(times(lanes, width), times(lanes, width))).toBe(true);
  expect(sameSize(times(lanes, width), times(width, lanes))).toBe(false);
});

test('the value of a size takes given values, and defaults for the others', () => {
  expect(sizeValue(7)).toBe(7);
  expect(sizeValue(times(lanes, width))).toBe(32);
  expect(sizeValue(times(lanes, width), { WIDTH: 3 })).toBe(12);
});

test('the smallest value comes from the minimum of each parameter', () => {
  expect(smallestValue(9)).toBe(9);
  expect(smallestValue(times(times(3, lanes), width))).toBe(6);
});

test.each([
  [1, 1],
  [2, 1],
  [3, 2],
  [4, 2],
  [5, 3],
  [1024, 10],
  [1025, 11],
  [2 ** 48 + 1, 49],
])('%i things need %i bits', (count, bits) => {
  expect(bitsFor(count)).toBe(bits);
});

test.each([
  [0, 1],
  [1, 1],
  [2, 2],
  [255, 8],
  [256, 9],
])('values up to %i need %i bits', (largest, bits) => {
  expect(bitsToHold(largest)).toBe(bits);
});

test.each([0, -1, 1.5, Number.NaN])('%d things are refused', (count) => {
  expect(mistakeIn(() => bitsFor(count))).toEqual({
    message: `bits for ${count} things: the count must be a positive integer`,
    file: 'hdl-gen/language/size.test.ts',
  });
});

test.each([0, -4, 2.5])('a size of %d is refused', (size) => {
  expect(mistakeIn(() => mustBeSize(size, 'depth')).message).toBe(
    `depth is ${size}: it must be a positive integer`,
  );
});
