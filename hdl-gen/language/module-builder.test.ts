// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { builder, example } from './design-error.test-support.ts';
import { literal } from './expression.ts';
import { clockAndReset, input, output, parameter } from './module-definition.ts';
import { Signal } from './signal.ts';
import { set, when } from './statement.ts';

const a = new Signal('a', 'input', 4, '');
const go = new Signal('go', 'input', 1, '');

describe('a builder collects items in their order', () => {
  test('declarations and assignments', () => {
    const m = builder();
    m.comment('Two of each.');
    const constant = m.constant('LIMIT', 4, 9, 'largest');
    const register = m.register('r_q', 4, { reset: constant, doc: 'kept' });
    const storage = m.register('s_q', 4, { reset: 'none' });
    const wire = m.wire('w', a.plus(1), 'next');
    const declared = m.declare('d', 4);
    const variable = m.variable('v', 4);
    m.assign(declared, 3);
    expect(m.items).toEqual([
      { kind: 'comment', text: 'Two of each.' },
      { kind: 'constant', signal: constant, value: literal(9, 4) },
      { kind: 'register', signal: register, reset: constant },
      { kind: 'register', signal: storage, reset: undefined },
      { kind: 'wire', signal: wire, value: a.plus(1) },
      { kind: 'wire', signal: declared, value: undefined },
      { kind: 'variable', signal: variable },
      { kind: 'assign', target: declared, value: literal(3, 4) },
    ]);
    expect([constant, register, wire, declared, variable].map(({ role }) => role)).toEqual([
      'constant',
      'register',
      'wire',
      'wire',
      'variable',
    ]);
  });

  test('a clocked block with the reset values of what it sets', () => {
    const m = builder();
    const r = m.register('r_q', 4, { reset: 5 });
    const other = m.register('other_q', 4, { reset: 0 });
    m.clocked('block', [when(go, [set(r, a)])]);
    expect(m.items.at(-1)).toMatchObject({
      kind: 'clocked',
      name: 'block',
      resets: [{ kind: 'register', signal: r, reset: literal(5, 4) }],
      statements: [when(go, [set(r, a)])],
    });
    expect(other.name).toBe('other_q');
  });

  test('an instance with its outputs on wires named after it', () => {
    const WIDTH = parameter('WIDTH', 8, 'bits');
    const leaf = example(
      { ...clockAndReset(), data: input(WIDTH, ''), sum: output(WIDTH, 'the sum'), low: output(2, '') },
      () => {},
      { name: 'leaf', parameters: [WIDTH] },
    );
    const m = builder();
    const low = m.declare('low', 2);
    const outputs = m.instance('u_adder', leaf, { data: 3, low }, { WIDTH: 4 });
    expect(outputs.low).toBe(low);
    expect(outputs.sum).toMatchObject({ name: 'adder_sum', role: 'wire', width: 4, doc: 'the sum' });
    expect(m.items.at(-1)).toMatchObject({
      kind: 'instance',
      name: 'u_adder',
      parameters: { WIDTH: 4 },
      connections: [
        { port: 'clk', role: 'clock', actual: { name: 'clk' } },
        { port: 'rst', role: 'reset', actual: { name: 'rst' } },
        { port: 'data', role: 'input', actual: literal(3, 4) },
        { port: 'sum', role: 'output', actual: outputs.sum },
        { port: 'low', role: 'output', actual: low },
      ],
    });
  });

  test('an instance that something else resets', () => {
    const leaf = example({ ...clockAndReset() }, () => {}, { name: 'leaf' });
    const m = builder();
    m.instance('u_leaf', leaf, {}, {}, go);
    expect(m.items.at(-1)).toMatchObject({
      connections: [
        { port: 'clk', actual: { name: 'clk' } },
        { port: 'rst', role: 'reset', actual: go },
      ],
    });
  });

  test('probes, which are no items', () => {
    const m = builder();
    m.probe('offer', a, 'what is offered');
    expect(m.items).toEqual([]);
    expect(m.probes).toEqual([{ name: 'offer', signal: a, meaning: 'what is offered' }]);
  });
});
