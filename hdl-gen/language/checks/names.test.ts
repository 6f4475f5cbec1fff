// SPDX-License-Identifier: Apache-2.0
import { describe } from 'vitest';
import { example, mistakesAreFound, pass, portsOfFourBits } from '../design-error.test-support.ts';
import { type AnyModule, clockAndReset, input, output } from '../module-definition.ts';
import { set } from '../statement.ts';

const io = portsOfFourBits();

const here = 'hdl-gen/language/checks/names.test.ts';

describe('names', () => {
  const named = (ports: Parameters<typeof example>[0]): AnyModule => example(ports, () => {});
  mistakesAreFound([
    [
      'module name: "Example": it must match ^[a-z][a-z0-9]*(_[a-z0-9]+)*$',
      undefined,
      () => example(io, pass, { name: 'Example' }),
    ],
    [
      'module name: "table": it is a reserved word of Verilog, SystemVerilog or VHDL; choose another',
      undefined,
      () => example(io, pass, { name: 'table' }),
    ],
    [
      'name in module example: "dataIn": it must match ^[a-z][a-z0-9]*(_[a-z0-9]+)*$',
      here,
      () => named({ dataIn: input(1, '') }),
    ],
    [
      'name in module example: "a__b": it must match ^[a-z][a-z0-9]*(_[a-z0-9]+)*$',
      here,
      () => named({ a__b: input(1, '') }),
    ],
    [
      'name in module example: "input": it is a reserved word of Verilog, SystemVerilog or VHDL; choose another',
      here,
      () => named({ input: input(1, '') }),
    ],
    [
      'name in module example: "logic": it is a reserved word of Verilog, SystemVerilog or VHDL; choose another',
      here,
      () => named({ logic: input(1, '') }),
    ],
    [
      'name in module example: "constant": it is a reserved word of Verilog, SystemVerilog or VHDL; choose another',
      here,
      () => named({ constant: input(1, '') }),
    ],
    [
      'name in module example: "limit": it must match ^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$',
      here,
      () => example(io, (m, { a, y }) => m.assign(y, a.and(m.constant('limit', 4, 1)))),
    ],
    [
      'name in module example: "adder": it must match ^u(_[a-z0-9]+)+$',
      here,
      () =>
        example(io, (m, { a, y }) => {
          m.instance('adder', example(io, pass, { name: 'leaf' }), { a, y });
        }),
    ],
    [
      'name in module example: "Block": it must match ^[a-z][a-z0-9]*(_[a-z0-9]+)*$',
      here,
      () =>
        example(io, (m, { a, y }) => {
          const v = m.variable('v', 4);
          m.combinational('Block', [set(v, a)], []);
          m.assign(y, v);
        }),
    ],
    [
      'name a in module example: it is taken already; names must be distinct',
      here,
      () => example(io, (m, { a, y }) => m.assign(y, m.wire('a', a))),
    ],
    [
      'name limit in module example: it differs from LIMIT only in case; names must be distinct',
      here,
      () =>
        example(io, (m, { a, y }) => {
          const limit = m.constant('LIMIT', 4, 2);
          m.assign(y, m.wire('limit', a.and(limit)));
        }),
    ],
    [
      'name lane in module example: it is taken already; names must be distinct',
      undefined,
      () =>
        example({ ...clockAndReset(), lane: input(1, ''), y: output(1, '') }, (m, { lane, y }) => {
          const data = m.register('data_q', 1, { reset: 'none' });
          m.memory({
            name: 'words',
            ram: 'any',
            depth: 2,
            laneCount: 1,
            laneWidth: 1,
            write: { enable: lane, lanes: lane, address: lane, data: lane },
            read: { enable: lane, address: lane, data },
          });
          m.assign(y, data);
        }),
    ],
    [
      'port interrupt of the top module example: it is a word of C++, which Verilator does not accept there; choose another',
      here,
      () => example({ interrupt: input(1, ''), y: output(1, '') }, (m, p) => m.assign(p.y, p.interrupt)),
    ],
    [
      'clock clock_in in module example: it must be called clk',
      undefined,
      () => {
        const { clk } = clockAndReset();
        return named({ clock_in: clk });
      },
    ],
    [
      'reset clear in module example: it must be called rst',
      undefined,
      () => {
        const { clk, rst } = clockAndReset();
        return named({ clk, clear: rst });
      },
    ],
  ]);
});
