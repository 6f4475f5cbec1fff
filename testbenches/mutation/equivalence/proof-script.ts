// SPDX-License-Identifier: Apache-2.0
import { cutName } from './proof-tree.ts';
import type { ParameterValues } from './enclosing-modules.ts';

export const problemFile = 'problem.aig';
export const reducedFile = 'reduced.aig';
export const statusFile = 'status.txt';
export const proverFile = 'prover.txt';

/** Seconds of the last and strongest step. */
const PROVER_SECONDS = 20;

/**
 * Commands for Yosys that ask whether two designs can ever differ at an output, their inputs being the same, and hand
 * the question to its prover.
 *
 * @param files Verilog files of the design as it was, and with the mutant
 */
export function proofScript(
  top: string,
  parameters: ParameterValues,
  files: { readonly gold: readonly string[]; readonly gate: readonly string[] },
): string {
  const values = Object.entries(parameters).map(([name, value]) => ` -chparam ${name} ${value}`);
  const load = (side: 'gold' | 'gate'): string[] => [
    `read_verilog ${files[side].join(' ')}`,
    `hierarchy -top ${top}${values.join('')}`,
    `blackbox *${cutName}*`,
    'proc',
    'memory_map',
    'techmap',
    'opt_clean',
    'flatten',
    'opt_clean',
    `rename -top ${side}`,
    `expose -evert ${side}/t:*${cutName}*`,
    `design -stash ${side}`,
  ];
  return [
    ...load('gold'),
    ...load('gate'),
    'design -copy-from gold -as gold gold',
    'design -copy-from gate -as gate gate',
    'miter -equiv -flatten gold gate miter',
    'hierarchy -top miter',
    'techmap',
    'opt_clean',
    'setundef -zero',
    'zinit -all',
    'aigmap',
    `write_aiger -zinit ${problemFile}`,
    // The prover needs some design to be called with.
    'design -reset',
    'read_verilog nothing.v',
    'prep -top nothing',
    'simplemap',
    `abc -script ${proverFile}`,
    '',
  ].join('\n');
}

/** What the prover does: merge registers that are always equal, then decide what is left. */
export const proverScript = [
  `read_aiger ${problemFile}`,
  'fold',
  'strash',
  'scorr',
  `write_aiger ${reducedFile}`,
  `pdr -T ${PROVER_SECONDS}`,
  `write_status ${statusFile}`,
  '',
].join('\n');

/** See the call of the prover. */
export const nothing = 'module nothing(input a, input b, output c);\n  assign c = a & b;\nendmodule\n';
