// SPDX-License-Identifier: Apache-2.0
import { type ModuleTree, sizeValue } from '../../hdl-gen/language/index.ts';
import { moduleText } from '../../hdl-gen/verilog/index.ts';
import { propertiesModule } from './property.ts';
import type { Tap } from './taps.ts';

/** The module that holds the block and its properties, side by side. */
export const proofTop = 'baton_proof';
const blockInstance = 'u_block';

/** The emitted Verilog of a block, by file name. */
export function blockFiles(trees: readonly ModuleTree[]): Map<string, string> {
  const provenance = { generator: 'baton', configuration: 'of a proof' };
  return new Map(trees.map((tree) => [`${tree.definition.name}.v`, moduleText(tree, provenance)]));
}

/**
 * The Verilog around a block and its properties. All inputs of the block are inputs here, so that they may do anything;
 * its outputs lead nowhere, so that only what the properties read is kept.
 */
export function proofText(trees: readonly ModuleTree[], taps: readonly Tap[]): string {
  const block = trees.at(-1)!;
  const own = block.ports
    .filter(({ signal }) => signal.role !== 'output')
    .map(({ signal }) => ({ name: signal.name, width: sizeValue(signal.width) }));
  // The properties have a clock although a block without registers has none.
  const common = ['clk', 'rst'].filter((name) => own.every((port) => port.name !== name));
  const inputs = [...common.map((name) => ({ name, width: 1 })), ...own];
  const connect = (names: readonly (readonly [string, string])[]) =>
    names.map(([port, net]) => `    .${port}(${net})`).join(',\n');
  return [
    '`default_nettype none',
    `module ${proofTop} (`,
    inputs.map(({ name, width }) => `    input wire [${width - 1}:0] ${name}`).join(',\n'),
    ');',
    // Kept although a set of properties may read less than was tapped for it.
    ...taps.map(({ name, width }) => `  (* keep *) wire [${width - 1}:0] ${name};`),
    `  ${block.definition.name} ${blockInstance} (`,
    connect(own.map(({ name }) => [name, name])),
    '  );',
    `  ${propertiesModule} u_properties (`,
    connect([['clk', 'clk'], ['rst', 'rst'], ...taps.map(({ name }) => [name, name] as const)]),
    '  );',
    'endmodule',
    '',
  ].join('\n');
}

/** Commands for Yosys that write the problem for the solver. The taps are connected once the design is flat. */
export function proofScript(files: readonly string[], taps: readonly Tap[], problem: string): string {
  const connect = (some: readonly Tap[]) =>
    some.map(({ name, path }) => `connect -nounset -set ${name} \\${blockInstance}.${path}`);
  return [
    `read_verilog -formal ${files.join(' ')}`,
    `hierarchy -check -top ${proofTop}`,
    'proc',
    'flatten',
    ...connect(taps.filter(({ isWord }) => !isWord)),
    // Memories that no property depends on go before they become registers; data travels beside what properties read.
    'opt_clean -purge',
    'splitcells',
    'opt_clean -purge',
    'memory_collect',
    'memory_map',
    ...connect(taps.filter(({ isWord }) => isWord)),
    'opt -keepdc',
    'async2sync',
    'dffunmap',
    'setundef -undriven -anyseq',
    'opt_clean -purge',
    `write_smt2 -wires ${problem}`,
    '',
  ].join('\n');
}
