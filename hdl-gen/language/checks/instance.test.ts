// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { builder, example, mistakeIn } from '../design-error.test-support.ts';
import { ModuleBuilder } from '../module-builder.ts';
import { clockAndReset, clockOnly, input, output, parameter } from '../module-definition.ts';
import { Signal } from '../signal.ts';
import { times } from '../size.ts';

const a = new Signal('a', 'input', 4, '');
const go = new Signal('go', 'input', 1, '');

const WIDTH = parameter('WIDTH', 8, 'bits', { minimum: 2 });
const LANES = parameter('LANES', 2, 'lanes');
const leaf = example(
  { ...clockAndReset(), data: input(times(LANES, WIDTH), ''), low: input(1, ''), sum: output(WIDTH, '') },
  () => {},
  { name: 'leaf', parameters: [WIDTH, LANES] },
);
const clocked = example({ ...clockOnly() }, () => {}, { name: 'clocked_leaf' });
type Connected = Parameters<typeof ModuleBuilder.prototype.instance<(typeof leaf)['ports']>>[2];
const data = new Signal('data', 'wire', 16, '');

const instanceMistakes: readonly (readonly [string, (m: ModuleBuilder) => unknown])[] = [
  [
    'instance u_leaf connects dta, x: leaf has no such port',
    (m) => m.instance('u_leaf', leaf, { dta: data, low: 1, x: 0 } as unknown as Connected),
  ],
  [
    'instance u_leaf connects its clock clk: leave it out; it is connected by itself',
    (m) => m.instance('u_leaf', leaf, { data, low: 1, clk: go } as unknown as Connected),
  ],
  [
    'input low of instance u_leaf is not connected: connect every input of leaf',
    (m) => m.instance('u_leaf', leaf, { data } as unknown as Connected),
  ],
  [
    'instance u_leaf sets parameter DEPTH: leaf has no such parameter',
    (m) => m.instance('u_leaf', leaf, { data, low: 1 }, { DEPTH: 3 }),
  ],
  [
    'parameter WIDTH of instance u_leaf is 1: leaf needs at least 2',
    (m) => m.instance('u_leaf', leaf, { data, low: 1 }, { WIDTH: 1 }),
  ],
  [
    'parameter WIDTH of instance u_leaf is LANES: leaf needs at least 2',
    (m) => m.instance('u_leaf', leaf, { data, low: 1 }, { WIDTH: LANES }),
  ],
  [
    'parameter WIDTH of instance u_leaf is 2.5: it must be a positive integer',
    (m) => m.instance('u_leaf', leaf, { data, low: 1 }, { WIDTH: 2.5 }),
  ],
  [
    'port low of instance u_leaf gets an inversion (1 bit): give the expression a name with wire() first',
    (m) => m.instance('u_leaf', leaf, { data, low: go.not() }),
  ],
  [
    'port data (16 bits) of instance u_leaf gets a (4 bits): the widths must be equal',
    (m) => m.instance('u_leaf', leaf, { data: a, low: 1 }),
  ],
  [
    'port data (12 bits) of instance u_leaf gets data (16 bits): the widths must be equal',
    (m) => m.instance('u_leaf', leaf, { data, low: 1 }, { LANES: 3, WIDTH: 4 }),
  ],
  [
    'output sum of instance u_leaf drives r_q: it is a register; only wires and outputs are driven by instances',
    (m) => m.instance('u_leaf', leaf, { data, low: 1, sum: m.register('r_q', 8, { reset: 0 }) as never }),
  ],
  ['literal 2 of 1 bits: 0 to 1 fit', (m) => m.instance('u_leaf', leaf, { data, low: 2 })],
];

describe('a mistake in an instance is refused at once:', () => {
  test.each(instanceMistakes)('%s', (message, describeModule) => {
    const m = builder();
    expect(mistakeIn(() => describeModule(m))).toEqual({
      message,
      file: 'hdl-gen/language/checks/instance.test.ts',
    });
  });

  test('a clock that is not there', () => {
    const m = new ModuleBuilder({});
    expect(mistakeIn(() => m.instance('u_leaf', clocked, {})).message).toBe(
      'clock clk of instance u_leaf is not connected: give the module around it a clock port',
    );
  });
});
