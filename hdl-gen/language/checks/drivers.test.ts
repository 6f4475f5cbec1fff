// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { example, mistakesAreFound, pass, portsOfFourBits } from '../design-error.test-support.ts';
import { elaborate } from '../elaborate.ts';
import { clockAndReset } from '../module-definition.ts';
import { set } from '../statement.ts';

const io = portsOfFourBits();

const here = 'hdl-gen/language/checks/drivers.test.ts';

describe('drivers', () => {
  mistakesAreFound([
    [
      'output y in module example has no driver: drive all of it, or remove it',
      here,
      () => example(io, (m, { a }) => void m.wire('unused_w', a)),
    ],
    [
      'output y in module example is driven only in part: drive all of it, or remove it',
      here,
      () => example(io, (m, { a, y }) => m.assign(y.slice(3, 1), a.slice(2, 0))),
    ],
    [
      'wire d in module example has no driver: drive all of it, or remove it',
      here,
      () => example(io, (m, { a, y }) => m.assign(y, a.and(m.declare('d', 4)))),
    ],
    [
      'register r_q in module example is driven only in part: drive all of it, or remove it',
      here,
      () =>
        example({ ...clockAndReset(), ...io }, (m, { a, y }) => {
          const r = m.register('r_q', 4, { reset: 'none' });
          m.clocked('b', [set(r.slice(2, 0), a.slice(2, 0))]);
          m.assign(y, r);
        }),
    ],
    [
      'register r_q in module example is driven only in part: drive all of it, or remove it',
      here,
      () =>
        example({ ...clockAndReset(), ...io }, (m, { a, y }) => {
          const r = m.register('r_q', 4, { reset: 'none' });
          m.clocked('b', [set(r.at(m.constant('TWO', 2, 2)), a.any())]);
          m.assign(y, r);
        }),
    ],
    [
      'y in module example has two drivers, an assignment and an assignment: drive it in one place',
      here,
      () =>
        example(io, (m, signals) => {
          pass(m, signals);
          pass(m, signals);
        }),
    ],
    [
      'bit 2 of y in module example has two drivers, an assignment and an assignment: drive it in one place',
      here,
      () =>
        example(io, (m, { a, y }) => {
          m.assign(y.slice(2, 0), a.slice(2, 0));
          m.assign(y.slice(3, 2), a.slice(3, 2));
        }),
    ],
    [
      'w in module example has two drivers, its declaration and an assignment: drive it in one place',
      here,
      () =>
        example(io, (m, { a, y }) => {
          const w = m.wire('w', a);
          m.assign(w, 1);
          m.assign(y, w);
        }),
    ],
    [
      'r_q in module example has two drivers, block first and block second: drive it in one place',
      here,
      () =>
        example({ ...clockAndReset(), ...io }, (m, { a, y }) => {
          const r = m.register('r_q', 4, { reset: 0 });
          m.clocked('first', [set(r, a)]);
          m.clocked('second', [set(r, 1)]);
          m.assign(y, r);
        }),
    ],
    [
      'y in module example has two drivers, an assignment and port y of u_leaf: drive it in one place',
      here,
      () =>
        example(io, (m, { a, y }) => {
          m.assign(y, 1);
          m.instance('u_leaf', example(io, pass, { name: 'leaf' }), { a, y });
        }),
    ],
  ]);

  test('parts may have drivers of their own', () => {
    const module = example(io, (m, { a, y }) => {
      m.assign(y.slice(3, 2), a.slice(1, 0));
      m.assign(y.slice(1, 0), a.slice(3, 2));
    });
    expect(() => elaborate(module)).not.toThrow();
  });
});
