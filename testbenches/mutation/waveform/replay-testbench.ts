// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../../../sim/manifest/index.ts';
import type { Recording } from './recording.ts';

/** Name of the testbench module, and of the design's instance in it. */
export const testbench = { module: 'replay', instance: 'dut' } as const;

/**
 * A Verilog testbench that gives a design the recorded inputs, one set for each cycle, and records all of it again.
 *
 * @param files names of the file with the inputs to read and of the waveform to write
 */
export function replayTestbench(
  { ports, top, clock }: Manifest,
  { cycles }: Recording,
  files: { readonly inputs: string; readonly waveform: string },
): string {
  const others = ports.filter(({ name }) => name !== clock);
  const inputs = others.filter(({ direction }) => direction === 'input');
  const width = inputs.reduce((sum, port) => sum + port.width, 0);
  return [
    '`timescale 1ns / 1ns',
    '`default_nettype none',
    `module ${testbench.module};`,
    `  reg ${clock} = 1'b0;`,
    `  reg [${width - 1}:0] inputs [0:${cycles - 1}];`,
    '  integer cycle = 0;',
    ...others.map((port) => `  wire [${port.width - 1}:0] ${port.name};`),
    `  reg [${width - 1}:0] now;`,
    `  assign {${inputs.map(({ name }) => name).join(', ')}} = now;`,
    `  ${top} ${testbench.instance} (${ports.map(({ name }) => `.${name}(${name})`).join(', ')});`,
    '  initial begin',
    `    $readmemb("${files.inputs}", inputs);`,
    `    $dumpfile("${files.waveform}");`,
    `    $dumpvars(0, ${testbench.instance});`,
    `    for (cycle = 0; cycle < ${cycles}; cycle = cycle + 1) begin`,
    '      now = inputs[cycle];',
    `      #5 ${clock} = 1'b1;`,
    `      #5 ${clock} = 1'b0;`,
    '    end',
    '    $finish;',
    '  end',
    'endmodule',
    '',
  ].join('\n');
}

/** The recorded inputs, a line of binary digits for each cycle. */
export function replayInputs({ ports, clock }: Manifest, recording: Recording): string {
  const inputs = ports
    .filter(({ name, direction }) => direction === 'input' && name !== clock)
    .map(({ name }) => recording.samples(name));
  return Array.from({ length: recording.cycles }, (_, cycle) =>
    inputs.map((samples) => samples[cycle]!).join(''),
  ).join('\n');
}
