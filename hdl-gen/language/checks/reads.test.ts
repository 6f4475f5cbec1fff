// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { example, mistakesAreFound, pass, portsOfFourBits } from '../design-error.test-support.ts';
import { elaborate } from '../elaborate.ts';
import { clockOnly, input } from '../module-definition.ts';

const io = portsOfFourBits();

const here = 'hdl-gen/language/checks/reads.test.ts';

describe('reads', () => {
  const hint = 'use it, remove it, or name what is left over unused_...';
  mistakesAreFound([
    [
      `input a in module example is never read: ${hint}`,
      here,
      () => example(io, (m, { y }) => m.assign(y, 1)),
    ],
    [
      `input a in module example is read only in part: ${hint}`,
      here,
      () => example(io, (m, { a, y }) => m.assign(y, a.slice(2, 0).extend(4))),
    ],
    [
      `wire w in module example is never read: ${hint}`,
      here,
      () =>
        example(io, (m, signals) => {
          pass(m, signals);
          m.wire('w', signals.a);
        }),
    ],
    [
      `constant LIMIT in module example is never read: ${hint}`,
      here,
      () =>
        example(io, (m, signals) => {
          pass(m, signals);
          m.constant('LIMIT', 4, 1);
        }),
    ],
    [
      `clock clk in module example is never read: ${hint}`,
      here,
      () => example({ ...clockOnly(), ...io }, pass),
    ],
    [
      `wire leaf_y in module example is never read: ${hint}`,
      here,
      () =>
        example(io, (m, signals) => {
          pass(m, signals);
          m.instance('u_leaf', example(io, pass, { name: 'leaf' }), { a: signals.a });
        }),
    ],
  ]);

  test('what is called unused need not be read', () => {
    const module = example({ ...io, unused_b: input(3, '') }, (m, { a, y }) => {
      m.assign(y, a.slice(2, 0).extend(4));
      m.wire('unused_a', a.bit(3));
    });
    expect(() => elaborate(module)).not.toThrow();
  });
});
