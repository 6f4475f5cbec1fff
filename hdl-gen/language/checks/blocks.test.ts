// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { builder, mistakeIn } from '../design-error.test-support.ts';
import { type Expression, literal } from '../expression.ts';
import { ModuleBuilder } from '../module-builder.ts';
import { Signal } from '../signal.ts';
import { select, set, when } from '../statement.ts';

const a = new Signal('a', 'input', 4, '');
const i = new Signal('i', 'input', 2, '');
const go = new Signal('go', 'input', 1, '');

const registers = (m: ModuleBuilder) => ({
  r: m.register('r_q', 4, { reset: 0 }),
  s: m.register('s_q', 4, { reset: 'none' }),
});
const variables = (m: ModuleBuilder) => ({ v: m.variable('v', 4), w: m.variable('w', 4) });
const untyped = (signal: Expression): Expression => signal;

const blockMistakes: readonly (readonly [string, (m: ModuleBuilder) => unknown])[] = [
  ['comment without text: write a sentence', (m) => m.comment('')],
  [
    'comment has /* or */ or ends in a backslash: "a */ b": leave them out; they change what a comment covers',
    (m) => m.comment('a */ b'),
  ],
  [
    'description of w has spaces that would be lost: " x": put single spaces between words',
    (m) => m.wire('w', a, ' x'),
  ],
  ['literal 16 of 4 bits: 0 to 15 fit', (m) => m.register('r_q', 4, { reset: 16 })],
  [
    'cannot set r_q (4 bits) to go (1 bit): the widths must be equal; use extend or slice',
    (m) => m.register('r_q', 4, { reset: go }),
  ],
  ['reset value of r_q is a (4 bits): it must be a constant', (m) => m.register('r_q', 4, { reset: a })],
  ['assign to a: it is an input; only outputs and wires are assigned', (m) => m.assign(untyped(a), 1)],
  [
    'assign to r_q: it is a register; only outputs and wires are assigned',
    (m) => m.assign(untyped(registers(m).r), 1),
  ],
  [
    'assign to a bit of d (1 bit): a computed bit is set in a combinational block only',
    (m) => m.assign(m.declare('d', 4).at(i), 1),
  ],
  [
    'cannot set d (4 bits) to go (1 bit): the widths must be equal; use extend or slice',
    (m) => m.assign(m.declare('d', 4), go),
  ],
  ['clocked block b: it sets nothing; remove it', (m) => m.clocked('b', [when(go, [])])],
  [
    'v in the clocked block b: only registers of this module are set there',
    (m) => m.clocked('b', [set(variables(m).v, 1)]),
  ],
  [
    'clocked block b mixes registers with and without a reset: put storage without reset into a block of its own',
    (m) => {
      const { r, s } = registers(m);
      m.clocked('b', [set(r, a), set(s, a)]);
    },
  ],
  [
    'r_q is set twice on one path of the clocked block b: set it once on each path',
    (m) => {
      const { r } = registers(m);
      m.clocked('b', [when(go, [set(r, 1)]), set(r, 2)]);
    },
  ],
  [
    'r_q is set twice on one path of the clocked block b: set it once on each path',
    (m) => {
      const { r } = registers(m);
      m.clocked('b', [
        select(a, [{ label: literal(1, 4), body: [set(r.slice(1, 0), 1), set(r.slice(3, 1), 1)] }], []),
      ]);
    },
  ],
  [
    'r_q is set twice on one path of the clocked block b: set it once on each path',
    (m) => {
      const { r } = registers(m);
      m.clocked('b', [when(go, [set(r.at(i), 1)]), when(a.eq(1), [set(r, 2)])]);
    },
  ],
  [
    'v has no default in the combinational block b: set all of it in the defaults, or a latch results',
    (m) => m.combinational('b', [], [when(go, [set(variables(m).v, 1)])]),
  ],
  [
    'v has a default only in part in the combinational block b: set all of it in the defaults, or a latch results',
    (m) => {
      const { v } = variables(m);
      m.combinational('b', [set(v.slice(2, 0), 1)], [when(go, [set(v, a)])]);
    },
  ],
  [
    'v has a default only in part in the combinational block b: set all of it in the defaults, or a latch results',
    (m) => {
      const { v } = variables(m);
      m.combinational('b', [set(v.at(i), 1)], []);
    },
  ],
  [
    'condition among the defaults in the combinational block b: defaults only set; move it to the body',
    (m) => m.combinational('b', [when(go, [set(variables(m).v, 1)])], []),
  ],
  [
    'w is read before it is set in the combinational block b: set it first',
    (m) => {
      const { v, w } = variables(m);
      m.combinational('b', [set(v, w), set(w, a)], []);
    },
  ],
  [
    'set r_q in the combinational block b: it is a register; only variables are set there',
    (m) => m.combinational('b', [set(registers(m).r, a)], []),
  ],
  [
    'combinational block b reads nothing that changes: simulators would never run it; use constants or an assignment',
    (m) => {
      const { v, w } = variables(m);
      m.combinational('b', [set(v, m.constant('C', 4, 2)), set(w, v)], []);
    },
  ],
];

describe('a mistake in a block is refused at once:', () => {
  test.each(blockMistakes)('%s', (message, describeModule) => {
    const m = builder();
    expect(mistakeIn(() => describeModule(m))).toEqual({
      message,
      file: 'hdl-gen/language/checks/blocks.test.ts',
    });
  });

  test('a block without a clock', () => {
    const m = new ModuleBuilder({});
    expect(mistakeIn(() => m.clocked('b', [set(registers(m).s, a)])).message).toBe(
      'clocked block b: the module has no clock or reset port',
    );
  });

  test('a reset value without a reset', () => {
    const m = new ModuleBuilder({ clk: new Signal('clk', 'clock', 1, '') });
    expect(mistakeIn(() => m.clocked('b', [set(registers(m).r, a)])).message).toBe(
      'clocked block b: the module has no clock or reset port',
    );
  });

  test('different bits, different branches and computed bits may be set side by side', () => {
    const m = builder();
    const { r } = registers(m);
    m.clocked('b', [when(go, [set(r.slice(1, 0), 1)]).else([set(r, a)])]);
    const bits = m.register('bits_q', 4, { reset: 0 });
    m.clocked('c', [when(go, [set(bits.at(i), 1)]), when(a.eq(1), [set(bits.at(a.slice(1, 0)), 0)])]);
    const parts = m.register('parts_q', 4, { reset: 0 });
    m.clocked('d', [set(parts.slice(3, 2), i), when(go, [set(parts.slice(1, 0), i)])]);
    expect(m.items.filter(({ kind }) => kind === 'clocked')).toHaveLength(3);
  });
});
