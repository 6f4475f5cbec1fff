// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { choose, concat, literal } from './expression.ts';
import { Signal } from './signal.ts';
import { select, set, when } from './statement.ts';
import {
  assignedSignals,
  assignmentsIn,
  expressionsReadBy,
  expressionsReadByItem,
  operandsOf,
  partsOf,
  signalsDrivenByItem,
  signalsRead,
} from './traversal.ts';

const a = new Signal('a', 'input', 4, '');
const b = new Signal('b', 'input', 4, '');
const go = new Signal('go', 'input', 1, '');
const index = new Signal('index', 'input', 2, '');
const x = new Signal('x_q', 'register', 4, '');
const y = new Signal('y_q', 'register', 4, '');
const link = new Signal('link', 'wire', 4, '');
const variable = new Signal('v_d', 'variable', 4, '');
const seven = literal(7, 4);

test.each([
  ['a name', a, []],
  ['a literal', seven, []],
  ['an inversion', a.not(), [a]],
  ['a sum', a.plus(b), [a, b]],
  ['an and', a.and(b, x), [a, b, x]],
  ['a comparison', a.eq(b), [a, b]],
  ['a reduction', a.any(), [a]],
  ['a choice', choose(go, a, b), [go, a, b]],
  ['a concatenation', concat(a, go), [a, go]],
  ['a replication', go.replicate(2), [go]],
  ['a slice', a.slice(1, 0), [a]],
  ['a bit', a.at(index), [a, index]],
] as const)('the operands of %s', (_, expression, operands) => {
  expect(operandsOf(expression)).toEqual(operands);
});

test('the parts of an expression are all its nodes', () => {
  const sum = a.plus(b);
  const whole = sum.eq(seven);
  expect([...partsOf(whole)]).toEqual([whole, sum, a, b, seven]);
});

test('signals are read once each', () => {
  expect([...signalsRead(choose(go, a.plus(b), a), b)]).toEqual([go, a, b]);
});

const statements = [
  set(x, a),
  when(go, [set(y.at(index), 1)])
    .elseWhen(a.eq(b), [set(x.slice(1, 0), 2)])
    .else([select(b, [{ label: seven, body: [set(y, b)] }], [set(x, 1)])]),
];

test('assignments are found at any depth, in order', () => {
  expect(assignmentsIn(statements).map(({ target }) => target)).toEqual([
    x,
    y.at(index),
    x.slice(1, 0),
    y,
    x,
  ]);
  expect(assignedSignals(statements)).toEqual([x, y]);
});

test('statements read values, conditions, subjects, labels and indices', () => {
  expect(expressionsReadBy(statements)).toEqual([
    a,
    go,
    a.eq(b),
    index,
    literal(1, 1),
    literal(2, 2),
    b,
    seven,
    b,
    literal(1, 4),
  ]);
});

test('what an item reads and drives', () => {
  const wire = { kind: 'wire', signal: link, value: a } as const;
  expect([expressionsReadByItem(wire), signalsDrivenByItem(wire)]).toEqual([[a], [link]]);
  const declared = { kind: 'wire', signal: link, value: undefined } as const;
  expect([expressionsReadByItem(declared), signalsDrivenByItem(declared)]).toEqual([[], []]);
  const assign = { kind: 'assign', target: link.slice(1, 0), value: index } as const;
  expect([expressionsReadByItem(assign), signalsDrivenByItem(assign)]).toEqual([[index], [link]]);
  const clocked = { kind: 'clocked', name: 'block', resets: [], statements: [set(x, a)] } as const;
  expect([expressionsReadByItem(clocked), signalsDrivenByItem(clocked)]).toEqual([[a], [x]]);
  const combinational = {
    kind: 'combinational',
    name: 'block',
    defaults: [set(variable, a)],
    statements: [when(go, [set(variable, b)])],
  } as const;
  expect([expressionsReadByItem(combinational), signalsDrivenByItem(combinational)]).toEqual([
    [a, go, b],
    [variable],
  ]);
  expect(expressionsReadByItem({ kind: 'register', signal: x, reset: seven })).toEqual([seven]);
  expect(expressionsReadByItem({ kind: 'comment', text: 'no' })).toEqual([]);
});
