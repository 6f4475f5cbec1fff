// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { mistakeIn } from './design-error.test-support.ts';
import { choose, concat, Expression, literal } from './expression.ts';
import { parameter } from './module-definition.ts';
import { Signal } from './signal.ts';

const a = new Signal('a', 'input', 8, '');
const b = new Signal('b', 'input', 8, '');
const flag = new Signal('flag', 'input', 1, '');
const five = new Signal('five', 'input', 5, '');
const position = new Signal('position', 'input', 3, '');
const WIDTH = parameter('WIDTH', 8, 'bits', { minimum: 4 });
const wide = new Signal('wide', 'input', WIDTH, '');

describe('the tree is what was written', () => {
  test('of each operator', () => {
    expect(a.not().node).toEqual({ kind: 'not', operand: a });
    expect(a.plus(b).node).toEqual({ kind: 'arithmetic', operator: '+', left: a, right: b });
    expect(a.minus(1).node).toEqual({ kind: 'arithmetic', operator: '-', left: a, right: literal(1, 8) });
    expect(a.times(b).node).toEqual({ kind: 'arithmetic', operator: '*', left: a, right: b });
    expect(a.xor(b).node).toEqual({ kind: 'bitwise', operator: '^', operands: [a, b] });
    expect(a.any().node).toEqual({ kind: 'reduce', operator: '|', operand: a });
    expect(a.all().node).toEqual({ kind: 'reduce', operator: '&', operand: a });
    expect(choose(flag, a, 3).node).toEqual({
      kind: 'choose',
      condition: flag,
      whenTrue: a,
      whenFalse: literal(3, 8),
    });
    expect(concat(flag, a).node).toEqual({ kind: 'concat', parts: [flag, a] });
    expect(flag.replicate(3).node).toEqual({ kind: 'replicate', count: 3, operand: flag });
    expect(a.slice(6, 2).node).toEqual({ kind: 'slice', operand: a, high: 6, low: 2 });
    expect(a.bit(7).node).toEqual({ kind: 'slice', operand: a, high: 7, low: 7 });
    expect(a.at(position).node).toEqual({ kind: 'index', operand: a, index: position });
    expect(a.extend(10).node).toEqual({ kind: 'concat', parts: [literal(0, 2), a] });
    expect(literal(0xf0, 8, 'hexadecimal').node).toEqual({
      kind: 'literal',
      value: 0xf0n,
      base: 'hexadecimal',
    });
  });

  test.each([
    ['eq', '=='],
    ['ne', '!='],
    ['lt', '<'],
    ['le', '<='],
    ['gt', '>'],
    ['ge', '>='],
  ] as const)('of %s', (word, operator) => {
    expect(a[word](b)).toMatchObject({ width: 1, node: { kind: 'compare', operator, left: a, right: b } });
  });

  test('with one node for a chain of the same operator', () => {
    expect(a.and(b, 7).node).toEqual({ kind: 'bitwise', operator: '&', operands: [a, b, literal(7, 8)] });
    expect(a.or(b).or(a.or(3)).node).toEqual({
      kind: 'bitwise',
      operator: '|',
      operands: [a, b, a, literal(3, 8)],
    });
    expect(a.and(b).or(a).node).toMatchObject({ operator: '|', operands: [a.and(b), a] });
  });

  test('and cannot be changed', () => {
    expect(Object.isFrozen(a.plus(b).node)).toBe(true);
  });
});

describe('the width', () => {
  test.each([
    ['not', a.not(), 8],
    ['plus', a.plus(255), 8],
    ['and', a.and(b), 8],
    ['any', a.any(), 1],
    ['choose', choose(flag, five, five), 5],
    ['concat', concat(a, flag, five), 14],
    ['slice', a.slice(6, 2), 5],
    ['at', a.at(position), 1],
    ['replicate', five.replicate(3), 15],
    ['extend', five.extend(9), 9],
  ] as const)('of %s', (_, expression, width) => {
    expect(expression.width).toBe(width);
  });

  test('may come from a parameter', () => {
    expect(wide.plus(1).width).toBe(WIDTH);
    expect(flag.replicate(WIDTH).width).toBe(WIDTH);
    expect(wide.eq(0)).toMatchObject({ width: 1, node: { right: { width: WIDTH } } });
  });
});

test('what changes nothing is left out', () => {
  expect(flag.bit(0)).toBe(flag);
  expect(flag.at(position)).toBe(flag);
  expect(a.extend(8)).toBe(a);
});

const mistakes: readonly (readonly [string, () => unknown])[] = [
  [
    'and of a (8 bits) and five (5 bits): both sides must have the same width; use extend or slice',
    () => a.and(five),
  ],
  [
    'plus of a sum (8 bits) and flag (1 bit): both sides must have the same width; use extend or slice',
    () => a.plus(b).plus(flag),
  ],
  [
    'eq of wide (WIDTH bits) and a (8 bits): both sides must have the same width; use extend or slice',
    () => wide.eq(a),
  ],
  ['literal 256 of 8 bits: 0 to 255 fit', () => a.plus(256)],
  ['literal -1 of 5 bits: 0 to 31 fit', () => five.eq(-1)],
  ['literal 2 of WIDTH bits: with a parameter as width only 0 and 1 fit for sure', () => wide.minus(2)],
  ['literal 1.5: it must be an integer; above 2 ** 53 write a bigint', () => a.plus(1.5)],
  [
    'literal 9007199254740992: it must be an integer; above 2 ** 53 write a bigint',
    () => literal(2 ** 53, 64),
  ],
  ['width of a literal is 0: it must be a positive integer', () => literal(0, 0)],
  ['width of x is -3: it must be a positive integer', () => new Signal('x', 'wire', -3, '')],
  ['count of replicate of flag (1 bit) is 0: it must be a positive integer', () => flag.replicate(0)],
  ['slice of an unnamed expression: give it a name with wire() first', () => a.plus(b).slice(3, 0)],
  ['index of an unnamed expression: give it a name with wire() first', () => a.plus(b).at(position)],
  ['slice [8:0] of a (8 bits): bits 7 down to 0 exist', () => a.slice(8, 0)],
  ['slice [2:3] of a (8 bits): bits 7 down to 0 exist', () => a.slice(2, 3)],
  ['slice [1:-1] of a (8 bits): bits 7 down to 0 exist', () => a.slice(1, -1)],
  ['slice [1.5:0] of a (8 bits): bits 7 down to 0 exist', () => a.slice(1.5, 0)],
  ['slice [4:0] of wide (WIDTH bits): bits 3 down to 0 exist for sure', () => wide.slice(4, 0)],
  ['index into a (8 bits) is five (5 bits): it must have 3 bits to reach 8 elements', () => a.at(five)],
  [
    'index into wide (WIDTH bits) is position (3 bits): where a parameter gives the number of elements, a parameter must give the width of the index',
    () => wide.at(position),
  ],
  ['index 3 into a (8 bits): use bit() for a constant position', () => a.at(literal(3, 3))],
  ['extend a (8 bits) to 5 bits: the new width must not be smaller; use slice', () => a.extend(5)],
  [
    'extend wide (WIDTH bits) to 9 bits: a width given by a parameter has no known distance to it',
    () => wide.extend(9),
  ],
  ['concat of nothing: it needs at least one part', () => concat()],
  ['concat with wide (WIDTH bits): a width given by a parameter cannot be summed', () => concat(a, wide)],
  ['condition of choose is a (8 bits): it must have one bit; compare it or use any()', () => choose(a, b, b)],
  ['choose between a (8 bits) and five (5 bits): both must have the same width', () => choose(flag, a, five)],
  [
    'a (8 bits) < literal 0 (8 bits) is never true: leave the comparison out or choose another bound',
    () => a.lt(0),
  ],
  [
    'a (8 bits) >= literal 0 (8 bits) is always true: leave the comparison out or choose another bound',
    () => a.ge(0),
  ],
  [
    'a (8 bits) > literal 255 (8 bits) is never true: leave the comparison out or choose another bound',
    () => a.gt(255),
  ],
  [
    'a (8 bits) <= literal 255 (8 bits) is always true: leave the comparison out or choose another bound',
    () => a.le(255),
  ],
  [
    'literal 0 (8 bits) > a (8 bits) is never true: leave the comparison out or choose another bound',
    () => literal(0, 8).gt(a),
  ],
  [
    'literal 255 (8 bits) >= a (8 bits) is always true: leave the comparison out or choose another bound',
    () => literal(255, 8).ge(a),
  ],
  [
    'literal 0 (8 bits) <= a (8 bits) is always true: leave the comparison out or choose another bound',
    () => literal(0, 8).le(a),
  ],
  [
    'literal 255 (8 bits) < a (8 bits) is never true: leave the comparison out or choose another bound',
    () => literal(255, 8).lt(a),
  ],
];

describe('a mistake is refused at once:', () => {
  test.each(mistakes)('%s', (message, action) => {
    expect(mistakeIn(action)).toEqual({ message, file: 'hdl-gen/language/expression.test.ts' });
  });

  test.each([
    ['a[3:1] (3 bits)', () => a.slice(3, 1)],
    ['a bit of a (1 bit)', () => a.at(position)],
    ['a product (8 bits)', () => a.times(b)],
    ['a difference (8 bits)', () => a.minus(b)],
    ['a comparison (1 bit)', () => a.eq(b)],
    ['a reduction (1 bit)', () => a.any()],
    ['a choice (8 bits)', () => choose(flag, a, b)],
    ['a concatenation (9 bits)', () => concat(flag, a)],
    ['a replication (2 bits)', () => flag.replicate(2)],
    ['an inversion (8 bits)', () => a.not()],
    ['an and (8 bits)', () => a.and(b)],
    ['an or (8 bits)', () => a.or(b)],
    ['an xor (8 bits)', () => a.xor(b)],
  ])('%s is described so', (description, expression) => {
    const other = new Signal('other', 'wire', 77, '');
    expect(mistakeIn(() => other.and(expression())).message).toContain(`and ${description}: `);
  });
});

test('an expression is told from a number', () => {
  expect(a).toBeInstanceOf(Expression);
  expect(literal(1n, 1).node).toEqual({ kind: 'literal', value: 1n, base: 'decimal' });
});
