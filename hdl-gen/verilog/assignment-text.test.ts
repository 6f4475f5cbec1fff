// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { concat, literal } from '../language/index.ts';
import { Signal } from '../language/signal.ts';
import { assignmentTexts } from './assignment-text.ts';

const named = (name: string): Signal => new Signal(name, 'wire', 8, '');
const value = (length: number): Signal => named('v'.repeat(length));

test('operators stand in one column', () => {
  expect(
    assignmentTexts(
      [
        { target: 'a', value: literal(1, 8) },
        { target: 'longer', value: named('b') },
      ],
      '<=',
      4,
    ),
  ).toEqual(["    a      <= 8'd1;", '    longer <= b;']);
});

test('what needs several lines stands alone, and parts the columns', () => {
  expect(
    assignmentTexts(
      [
        { target: 'assign a', value: named('b') },
        { target: 'assign longer', value: value(95) },
        { target: 'assign abc', value: named('d') },
      ],
      '=',
      2,
    ),
  ).toEqual(['  assign a = b;', `  assign longer =\n      ${'v'.repeat(95)};`, '  assign abc = d;']);
});

test('what fits into a line only without the padding goes without', () => {
  expect(
    assignmentTexts(
      [
        { target: 'a', value: value(90) },
        { target: 'a_much_longer_name', value: named('b') },
        { target: 'c', value: named('d') },
      ],
      '=',
      2,
    ),
  ).toEqual([`  a = ${'v'.repeat(90)};`, '  a_much_longer_name = b;', '  c                  = d;']);
});

test('the parts of a long concatenation get lines of their own, between its braces', () => {
  const parts = concat(value(60), value(50));
  expect(assignmentTexts([{ target: 'a', value: parts }], '=', 2)).toEqual([
    `  a = {\n    ${'v'.repeat(60)},\n    ${'v'.repeat(50)}\n  };`,
  ]);
});

test('a comparison that looks like the assignment stands in parentheses', () => {
  const compared = named('b').le(named('c'));
  expect(assignmentTexts([{ target: 'a', value: compared }], '<=', 4)).toEqual(['    a <= (b <= c);']);
  expect(assignmentTexts([{ target: 'a', value: compared }], '=', 4)).toEqual(['    a = b <= c;']);
});
