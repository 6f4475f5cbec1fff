// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  clockAndReset,
  defineModule,
  type Expression,
  elaborate,
  input,
  type ModuleTree,
  output,
  type Signal,
  type Statement,
  set,
} from '../../hdl-gen/language/index.ts';
import { moduleText } from '../../hdl-gen/verilog/index.ts';
import { buildModel, loadModel } from '../../sim/harness/index.ts';
import { describeWithTool } from '../support/optional-tool.ts';
import { evaluate, execute, type Values } from './evaluate.ts';
import { expressions } from './random-expressions.ts';
import { statements, statementsOncePerPath } from './random-statements.ts';

const seed = Number(process.env.BATON_LANGUAGE_SEED ?? 1);
const rerun = `rerun with: BATON_LANGUAGE_SEED=${seed} npx vitest run testbenches/language/behaviour.test.ts`;
const cycles = 200;

const inputs = { a: 1, b: 1, c: 3, d: 3, e: 8, f: 8, g: 13, h: 33 } as const;
const targetWidths = [1, 3, 8, 8];
const outputWidths = [1, 1, 1, 1, 3, 3, 8, 8, 13, 33];
const expressionsPerWidth = 6;

interface Program {
  readonly tree: ModuleTree;
  /** What each output shows while the inputs and registers have these values. */
  readonly outputs: ReadonlyMap<string, (values: Values) => bigint>;
  readonly registers: readonly string[];
  /** The values of the registers after a clock edge. */
  readonly next: (values: Values) => Values;
}

/** A module with many random expressions, a random combinational block and a random clocked one. */
function randomProgram(): Program {
  const outputs = new Map<string, (values: Values) => bigint>();
  const registers: string[] = [];
  let clocked: readonly Statement[] = [];
  const names = outputWidths.flatMap((width, row) =>
    Array.from({ length: expressionsPerWidth }, (_, column) => [`y_${row}_${column}`, width] as const),
  );
  const shown = targetWidths.flatMap((width, index) => [
    [`variable_${index}`, width] as const,
    [`register_${index}`, width] as const,
  ]);
  const definition = defineModule({
    name: 'random_program',
    summary: 'random expressions and statements.',
    timing: [],
    ports: {
      ...clockAndReset(),
      ...Object.fromEntries(Object.entries(inputs).map(([name, width]) => [name, input(width, '')])),
      ...Object.fromEntries([...names, ...shown].map(([name, width]) => [name, output(width, '')])),
    },
    build(m, io) {
      const port = (name: string): Signal => (io as Readonly<Record<string, Signal>>)[name]!;
      const signals = Object.keys(inputs).map(port);
      const sample = <T>(arbitrary: fc.Arbitrary<T>, offset: number): T =>
        fc.sample(arbitrary, { seed: seed * 1000 + offset, numRuns: 1 })[0]!;
      for (const [index, [name, width]] of names.entries()) {
        const expression: Expression = sample(expressions(width, signals, 4), index);
        m.assign(port(name), expression);
        outputs.set(name, (values) => evaluate(expression, values));
      }
      const variables = targetWidths.map((width, index) => m.variable(`variable_${index}_d`, width));
      const defaults = variables.map((variable, index) =>
        set(variable, sample(expressions(variable.width as number, signals, 1), 500 + index)),
      );
      const body = sample(statements(variables, [...signals, ...variables], 3), 600);
      m.combinational('random_choice', defaults, body);
      for (const [index, variable] of variables.entries()) {
        m.assign(port(`variable_${index}`), variable);
        outputs.set(`variable_${index}`, (values) => {
          const start = new Map([...values, ...variables.map(({ name }) => [name, 0n] as const)]);
          return execute([...defaults, ...body], start, 'current').get(variable.name)!;
        });
      }
      const state = targetWidths.map((width, index) =>
        m.register(`register_${index}_q`, width, { reset: 1 }),
      );
      registers.push(...state.map(({ name }) => name));
      clocked = sample(statementsOncePerPath(state, [...signals, ...state], 3), 700);
      m.clocked('random_update', clocked);
      for (const [index, register] of state.entries()) {
        m.assign(port(`register_${index}`), register);
        outputs.set(`register_${index}`, (values) => values.get(register.name)!);
      }
    },
  });
  const tree = elaborate(definition);
  return { tree, outputs, registers, next: (values) => execute(clocked, values, 'start') };
}

/** Random values of the inputs, extreme ones often. */
const stimuli = fc.sample(
  fc.record(
    Object.fromEntries(
      Object.entries(inputs).map(([name, width]) => {
        const largest = (1n << BigInt(width)) - 1n;
        return [name, fc.oneof(fc.bigInt(0n, largest), fc.constantFrom(0n, 1n, largest))];
      }),
    ),
  ),
  { seed, numRuns: cycles },
);

/** What every output must show in every cycle. */
function expectations({ outputs, registers, next }: Program): ReadonlyMap<string, bigint>[] {
  let state: Values = new Map(registers.map((name) => [name, 1n]));
  return stimuli.map((stimulus) => {
    const values = new Map([...state, ...Object.entries(stimulus)]);
    const shown = new Map([...outputs].map(([name, value]) => [name, value(values)] as const));
    const after = next(values);
    state = new Map(registers.map((name) => [name, after.get(name)!]));
    return shown;
  });
}

const program = randomProgram();
const text = moduleText(program.tree, { generator: 'baton 0.0.0', configuration: 'configuration 0' });
const expected = expectations(program);
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'baton-language-'));
  writeFileSync(join(folder, 'random_program.v'), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('random expressions and statements mean the same', () => {
  test('in the pinned Verilator', async () => {
    const built = await buildModel({ top: 'random_program', files: [join(folder, 'random_program.v')] });
    const model = (await loadModel(built)).create();
    model.port('rst').value = 1;
    model.settle();
    model.edge();
    model.port('rst').value = 0;
    for (const [cycle, stimulus] of stimuli.entries()) {
      for (const [name, value] of Object.entries(stimulus)) {
        model.port(name).write(value);
      }
      model.settle();
      for (const [name, value] of expected[cycle]!) {
        expect(model.port(name).read(), `${name} in cycle ${cycle}; ${rerun}`).toBe(value);
      }
      model.edge();
    }
    model.dispose();
  }, 60_000);
});

describeWithTool('iverilog', 'random expressions and statements mean the same', (command) => {
  test('in Icarus', async () => {
    writeFileSync(join(folder, 'testbench.v'), testbench());
    const compiled = join(folder, 'program.vvp');
    await execa(command, ['-g2005', '-Wall', '-o', compiled, 'random_program.v', 'testbench.v'], {
      cwd: folder,
    });
    const { stdout } = await execa(join(command, '../vvp'), ['-n', compiled], { timeout: 30_000 });
    const names = [...program.outputs.keys()];
    const shown = stdout.split('\n').map((line) => line.split(' ').map((value) => `0x${value}`));
    expect(shown).toHaveLength(cycles);
    for (const [cycle, values] of shown.entries()) {
      for (const [index, name] of names.entries()) {
        expect(values[index], `${name} in cycle ${cycle}; ${rerun}`).toMatch(/^0x[0-9a-f]+$/);
        expect(BigInt(values[index]!), `${name} in cycle ${cycle}; ${rerun}`).toBe(
          expected[cycle]!.get(name),
        );
      }
    }
  }, 60_000);
});

/** Applies the stimuli and prints every output in every cycle. */
function testbench(): string {
  const ports = program.tree.ports.map(({ signal }) => signal);
  const declarations = ports.map(
    ({ name, role, width }) => `  ${role === 'output' ? 'wire' : 'reg'} [${Number(width) - 1}:0] ${name};`,
  );
  const names = [...program.outputs.keys()];
  const steps = stimuli.flatMap((stimulus) => [
    ...Object.entries(stimulus).map(
      ([name, value]) => `    ${name} = ${inputs[name as 'a']}'h${value.toString(16)};`,
    ),
    `    #1 $display("${names.map(() => '%h').join(' ')}", ${names.join(', ')});`,
    '    clk = 1; #1 clk = 0; #1;',
  ]);
  return [
    'module testbench;',
    ...declarations,
    `  random_program u_program (${ports.map(({ name }) => `.${name}(${name})`).join(', ')});`,
    '  initial begin',
    '    clk = 0; rst = 1; #1 clk = 1; #1 clk = 0; rst = 0;',
    ...steps,
    '    $finish;',
    '  end',
    'endmodule',
    '',
  ].join('\n');
}
