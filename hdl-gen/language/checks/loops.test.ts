// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { example, mistakesAreFound, pass, portsOfFourBits } from '../design-error.test-support.ts';
import { elaborateDesign } from '../elaborate.ts';
import { clockAndReset } from '../module-definition.ts';
import { set } from '../statement.ts';

const io = portsOfFourBits();

const here = 'hdl-gen/language/checks/loops.test.ts';

describe('loops', () => {
  const hint = 'put a register into it';
  mistakesAreFound([
    [
      `combinational loop in module example: q <- p <- q: ${hint}`,
      here,
      () =>
        example(io, (m, { a, y }) => {
          const p = m.declare('p', 4);
          const q = m.wire('q', p.plus(1));
          m.assign(p, q.and(a));
          m.assign(y, p);
        }),
    ],
    [
      `combinational loop in module example: leaf_y <- p <- leaf_y: ${hint}`,
      here,
      () =>
        example(io, (m, { a, y }) => {
          const p = m.declare('p', 4);
          const leaf = m.instance('u_leaf', example(io, pass, { name: 'leaf' }), { a: p });
          m.assign(p, leaf.y.and(a));
          m.assign(y, p);
        }),
    ],
    [
      `combinational loop in module example: w <- v <- w: ${hint}`,
      here,
      () =>
        example(io, (m, { a, y }) => {
          const v = m.variable('v', 4);
          const w = m.wire('w', v.plus(1));
          m.combinational('b', [set(v, a.and(w))], []);
          m.assign(y, w);
        }),
    ],
  ]);

  test('a register cuts a loop, also inside an instance', () => {
    const leaf = example(
      { ...clockAndReset(), ...io },
      (m, { a, y }) => {
        const r = m.register('r_q', 4, { reset: 0 });
        m.clocked('b', [set(r, r.plus(a))]);
        m.assign(y, r);
      },
      { name: 'leaf' },
    );
    const top = example({ ...clockAndReset(), ...io }, (m, { a, y }) => {
      const p = m.declare('p', 4);
      const { y: sum } = m.instance('u_leaf', leaf, { a: p });
      m.assign(p, sum.and(a));
      m.assign(y, p);
    });
    expect(elaborateDesign(top)).toHaveLength(2);
  });

  test('a variable may be changed step by step in its block', () => {
    const module = example(io, (m, { a, y }) => {
      const v = m.variable('v', 4);
      m.combinational('b', [set(v, a)], [set(v, v.plus(1))]);
      m.assign(y, v);
    });
    expect(elaborateDesign(module)).toHaveLength(1);
  });
});
