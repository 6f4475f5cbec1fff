// SPDX-License-Identifier: Apache-2.0
import { expectTypeOf } from 'vitest';
import {
  type AnyModule,
  choose,
  clockAndReset,
  defineModule,
  type Expression,
  elaborate,
  input,
  literal,
  output,
  prefixed,
  type Register,
  type Signal,
  set,
  type Variable,
} from './index.ts';

const leaf = defineModule({
  name: 'leaf',
  summary: 'a leaf.',
  timing: [],
  ports: {
    ...clockAndReset(),
    go: input(1, ''),
    data: input(4, ''),
    done: output(1, ''),
    sum: output(4, ''),
  },
  build: () => {},
});

export const top: AnyModule = defineModule({
  name: 'top',
  summary: 'what the compiler accepts and refuses.',
  timing: [],
  ports: {
    ...clockAndReset(),
    a: input(4, ''),
    y: output(4, ''),
    ...prefixed('in', 'in', { valid: input(1, '') }),
  },
  build(m, io) {
    expectTypeOf(io.a).toEqualTypeOf<Signal<'input'>>();
    expectTypeOf(io.y).toEqualTypeOf<Signal<'output'>>();
    expectTypeOf(io.clk).toEqualTypeOf<Signal<'clock'>>();
    expectTypeOf(io.in_valid).toEqualTypeOf<Signal<'input'>>();
    // @ts-expect-error there is no such port
    io.b;

    const register = m.register('r_q', 4, { reset: 0 });
    const variable = m.variable('v', 4);
    const wire = m.wire('w', io.a);
    const constant = m.constant('C', 4, 1);
    expectTypeOf(register).toEqualTypeOf<Register>();
    expectTypeOf(variable).toEqualTypeOf<Variable>();
    expectTypeOf(wire).toEqualTypeOf<Signal<'wire'>>();
    expectTypeOf(wire.plus(1)).toEqualTypeOf<Expression>();

    m.assign(io.y, io.a);
    m.assign(wire, io.a);
    m.assign(io.y.slice(1, 0), 0);
    // @ts-expect-error an input is not assigned
    m.assign(io.a, 1);
    // @ts-expect-error a clock is not assigned
    m.assign(io.clk, 1);
    // @ts-expect-error a register is set in a clocked block
    m.assign(register, 1);
    // @ts-expect-error a variable is set in a combinational block
    m.assign(variable, 1);
    // @ts-expect-error a constant is not assigned
    m.assign(constant, 1);

    set(register, io.a);
    set(variable, 3n);
    set(register.bit(0), 1);
    // @ts-expect-error an input is not set
    set(io.a, 1);
    // @ts-expect-error an output is assigned, not set
    set(io.y, 1);
    // @ts-expect-error a wire is assigned, not set
    set(wire, 1);
    // @ts-expect-error a text is no value
    set(register, '1');

    // @ts-expect-error a register says how it is reset
    m.register('q', 4, {});
    // @ts-expect-error a wire has an expression as its value
    m.wire('x', 1);
    // @ts-expect-error a condition is an expression
    choose(true, io.a, io.a);
    // @ts-expect-error a constant has a number of bits
    literal(1, '4');

    const outputs = m.instance('u_leaf', leaf, { go: io.in_valid, data: io.a });
    expectTypeOf(outputs.sum).toEqualTypeOf<Signal<'wire'>>();
    // @ts-expect-error an input is no output of the instance
    outputs.go;
    m.instance('u_leaf', leaf, { go: 1, data: io.a, sum: io.y, done: m.declare('d', 1) });
    // @ts-expect-error the input data is missing
    m.instance('u_leaf', leaf, { go: 1 });
    // @ts-expect-error there is no port called extra
    m.instance('u_leaf', leaf, { go: 1, data: 1, extra: 1 });
    // @ts-expect-error the clock connects itself
    m.instance('u_leaf', leaf, { go: 1, data: 1, clk: io.clk });
    // @ts-expect-error an output cannot drive an input
    m.instance('u_leaf', leaf, { go: 1, data: 1, sum: io.a });
    // @ts-expect-error an output cannot drive a register
    m.instance('u_leaf', leaf, { go: 1, data: 1, sum: register });

    const port = { enable: io.in_valid, address: io.a };
    const write = { ...port, lanes: io.in_valid, data: io.a };
    const memory = { name: 'words', ram: 'block', depth: 16, laneCount: 1, laneWidth: 4, write } as const;
    m.memory({ ...memory, read: { ...port, data: register } });
    // @ts-expect-error there is no such kind of RAM
    m.memory({ ...memory, ram: 'registers', read: { ...port, data: register } });
    // @ts-expect-error read data are a register
    m.memory({ ...memory, read: { ...port, data: wire } });
    // @ts-expect-error read data are not a variable
    m.memory({ ...memory, read: { ...port, data: variable } });
  },
});

/** A signal whose role is known only when the generator runs is checked then. */
export function anyRole(signal: Signal, expression: Expression): void {
  set(signal, 1);
  set(expression, 1);
}

expectTypeOf(elaborate).parameter(0).toEqualTypeOf<AnyModule>();
