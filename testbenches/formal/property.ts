// SPDX-License-Identifier: Apache-2.0
import type { Tap } from './taps.ts';

/** The invariants that are proved for all time, what a reclaim promises, and what protocols ask of a block. */
export type ProvedInvariant =
  | 'A8.1'
  | 'A8.2'
  | 'A8.3'
  | 'A8.4'
  | 'A8.6'
  | 'reclaim'
  | 'AXI4-Lite'
  | 'Wishbone'
  | 'APB4'
  | 'AXI4-Stream'
  | 'registers';

/** Something that holds in every cycle since the first reset. */
export interface Property {
  /** Label of its assertion. */
  readonly name: string;
  /** The invariant it is a part of; nothing where it only helps the induction. It is proved all the same. */
  readonly of?: ProvedInvariant;
  /** A Verilog expression. */
  readonly holds: string;
}

/** Properties and the registers they need to remember what happened. */
export interface PropertySet {
  /** Verilog declarations and clocked blocks. */
  readonly memory: string;
  readonly properties: readonly Property[];
}

/** Name of the module with the properties and of its instance beside the block. */
export const propertiesModule = 'baton_properties';

/** Which properties are asserted, and which are known to have held in the cycle before. */
export interface Conclusion {
  readonly asserted: readonly Property[];
  readonly known: readonly Property[];
}

/**
 * The Verilog of a module that asserts properties. It sees the block through its inputs alone.
 *
 * @param memories Verilog of all property sets
 * @param assumptions Verilog expressions about the surroundings of the block
 */
export function propertiesText(
  taps: readonly Tap[],
  memories: readonly string[],
  { asserted, known }: Conclusion,
  assumptions: readonly string[],
): string {
  const inputs = taps.map(({ name, width }) => `    input wire [${width - 1}:0] ${name}`);
  return [
    '`default_nettype none',
    `module ${propertiesModule} (`,
    ['    input wire clk', '    input wire rst', ...inputs].join(',\n'),
    ');',
    '  // Nothing is said about the time before the first reset.',
    '  reg was_reset = 0;',
    '  reg was_reset_before = 0;',
    '  always @(posedge clk) was_reset <= was_reset || rst;',
    '  always @(posedge clk) was_reset_before <= was_reset;',
    ...memories,
    ...assumptions.map((assumption) => `  always @* assume (${assumption});`),
    ...known.flatMap(({ name, holds }) => [
      `  reg ${name}_before;`,
      `  always @(posedge clk) ${name}_before <= ${holds};`,
      `  always @* if (was_reset_before) assume (${name}_before);`,
    ]),
    ...asserted.map(({ name, holds }) => `  always @* if (was_reset) ${name}: assert (${holds});`),
    'endmodule',
    '',
  ].join('\n');
}
