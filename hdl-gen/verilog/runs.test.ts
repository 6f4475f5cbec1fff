// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { runsOf } from './runs.ts';

test('neighbours that belong together form a run', () => {
  const sameSign = (first: number, next: number): boolean => first * next > 0;
  expect(runsOf([1, 2, -1, -3, 4], sameSign)).toEqual([[1, 2], [-1, -3], [4]]);
  expect(runsOf([], sameSign)).toEqual([]);
});
