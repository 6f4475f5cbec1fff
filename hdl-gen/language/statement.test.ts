// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { mistakeIn } from './design-error.test-support.ts';
import { type Expression, literal } from './expression.ts';
import { Signal } from './signal.ts';
import { select, set, when } from './statement.ts';

const data = new Signal('data', 'input', 4, '');
const go = new Signal('go', 'input', 1, '');
const index = new Signal('index', 'input', 2, '');
const count = new Signal('count_q', 'register', 4, '');
const next = new Signal('next_d', 'variable', 4, '');
const idle = new Signal('IDLE', 'constant', 4, '');

test('set takes a register, a variable, a slice or a bit', () => {
  expect(set(count, data)).toEqual({ kind: 'set', target: count, value: data });
  expect(set(next, 3)).toEqual({ kind: 'set', target: next, value: literal(3, 4) });
  expect(set(count.slice(2, 1), 3)).toMatchObject({ value: literal(3, 2) });
  expect(set(count.at(index), go)).toMatchObject({ value: go });
});

describe('when', () => {
  test('is continued by elseWhen and ended by else, each a new value', () => {
    const first = when(go, [set(count, 1)], 'one');
    const second = first.elseWhen(data.eq(2), [set(count, 2)]);
    const third = second.else([set(count, 3)]);
    expect(first.branches).toEqual([{ condition: go, body: [set(count, 1)], comment: 'one' }]);
    expect(first.otherwise).toBeUndefined();
    expect(second.branches).toHaveLength(2);
    expect(second.otherwise).toBeUndefined();
    expect(third.branches).toEqual(second.branches);
    expect(third.otherwise).toEqual([set(count, 3)]);
  });
});

test('select keeps its arms and its default', () => {
  const arms = [
    { label: idle, comment: 'rest', body: [set(next, 1)] },
    { label: literal(7, 4), body: [] },
  ];
  expect(select(data, arms, [set(next, 2)])).toEqual({
    kind: 'select',
    subject: data,
    arms: [arms[0], { ...arms[1], comment: undefined }],
    otherwise: [set(next, 2)],
  });
});

const wire: Expression = new Signal('link', 'wire', 4, '');
const port: Expression = data;

const mistakes: readonly (readonly [string, () => unknown])[] = [
  ['set data: it is an input; only registers and variables are set in blocks', () => set(port, 1)],
  ['set link: it is a wire; only registers and variables are set in blocks', () => set(wire.slice(1, 0), 1)],
  [
    'assignment to a sum (4 bits): only a signal, a slice or a bit of it can be assigned',
    () => set(count.plus(1), 1),
  ],
  [
    'cannot set count_q (4 bits) to go (1 bit): the widths must be equal; use extend or slice',
    () => set(count, go),
  ],
  [
    'cannot set count_q[1:0] (2 bits) to data (4 bits): the widths must be equal; use extend or slice',
    () => set(count.slice(1, 0), data),
  ],
  ['literal 16 of 4 bits: 0 to 15 fit', () => set(count, 16)],
  ['condition is data (4 bits): it must have one bit; compare it or use any()', () => when(data, [])],
  [
    'condition is data (4 bits): it must have one bit; compare it or use any()',
    () => when(go, []).elseWhen(data, []),
  ],
  ['elseWhen after else: else comes last, and only once', () => when(go, []).else([]).elseWhen(go, [])],
  ['else after else: else comes last, and only once', () => when(go, []).else([]).else([])],
  [
    'select of data (4 bits) with label go (1 bit): the widths must be equal',
    () => select(data, [{ label: go, body: [] }], []),
  ],
  [
    'select with label count_q (4 bits): a label must be a literal or a constant',
    () => select(data, [{ label: count, body: [] }], []),
  ],
  [
    'comment of a condition begins like an instruction to a tool: "verilator lint_off": begin with another word',
    () => when(go, [], 'verilator lint_off'),
  ],
  [
    'comment of a select arm has spaces that would be lost: " a": put single spaces between words',
    () => select(data, [{ label: idle, comment: ' a', body: [] }], []),
  ],
];

describe('a mistake is refused at once:', () => {
  test.each(mistakes)('%s', (message, action) => {
    expect(mistakeIn(action)).toEqual({ message, file: 'hdl-gen/language/statement.test.ts' });
  });
});
