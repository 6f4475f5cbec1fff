// SPDX-License-Identifier: Apache-2.0

import type { ParameterValues } from './enclosing-modules.ts';
import { cutPrefix } from './proof-tree.ts';

export const problemFile = 'problem.aig';
export const reducedFile = 'reduced.aig';
export const statusFile = 'status.txt';
export const proverFile = 'prover.txt';

/** Cycles after which a wrong reset value may have been overwritten. */
const SETTLING_CYCLES = 3;

/** Seconds of the last and strongest step. */
const PROVER_SECONDS = 20;

/** Commands for Yosys that load a flat design, its large memories cut out. `map` maps it to gates. */
function load(
  top: string,
  parameters: ParameterValues,
  files: readonly string[],
  name: string,
  map: readonly string[] = ['techmap', 'opt_clean'],
): string[] {
  const values = Object.entries(parameters).map(([key, value]) => ` -chparam ${key} ${value}`);
  return [
    `read_verilog ${files.join(' ')}`,
    `hierarchy -top ${top}${values.join('')}`,
    `blackbox *${cutPrefix}*`,
    `setattr -set keep 1 t:*${cutPrefix}*`,
    'proc',
    'memory_map',
    ...map,
    'flatten',
    'opt_clean',
    `rename -top ${name}`,
    `expose -evert ${name}/t:*${cutPrefix}*`,
  ];
}

/** Commands for Yosys that join two designs into one, whose output says that they differ. */
const join = (gold: string, gate: string): string[] => [
  `design -copy-from ${gold} -as gold gold`,
  `design -copy-from ${gate} -as gate gate`,
  'miter -equiv -flatten gold gate miter',
  'hierarchy -top miter',
];

/** Commands for Yosys that ask its prover whether the only output of the design can ever be 1. */
const prove = [
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
];

/**
 * Asks whether two designs can ever differ at an output, their inputs being the same.
 *
 * @param gold Verilog files of the design as it was
 * @param gate those of the design with the mutant
 */
export function equivalenceScript(
  top: string,
  parameters: ParameterValues,
  gold: readonly string[],
  gate: readonly string[],
): string {
  return [
    ...load(top, parameters, gold, 'gold'),
    'design -stash gold',
    ...load(top, parameters, gate, 'gate'),
    'design -stash gate',
    ...join('gold', 'gate'),
    ...prove,
  ].join('\n');
}

/**
 * Shows that two designs that begin differently are the same after some cycles, and do not differ at an output before:
 * that no output differs in the first cycles after a reset, whatever the inputs, and then that no register does. As all
 * memories are cut, and are given the same, the two have nothing else to remember, and a further reset begins anew.
 *
 * Yosys ends with an error if this is not so.
 *
 * @param reset the input that resets the designs
 */
export function settlingScript(
  top: string,
  parameters: ParameterValues,
  gold: readonly string[],
  gate: readonly string[],
  reset: string,
): string {
  const sides = [
    ['gold', gold],
    ['gate', gate],
  ] as const;
  const check = `sat -verify -set in_${reset} 0 -prove trigger 0`;
  return [
    ...sides.flatMap(([name, files]) => [
      ...load(top, parameters, files, name, []),
      `design -save ${name}_ports`,
      'expose -dff',
      `design -stash ${name}_registers`,
    ]),
    ...join('gold_ports', 'gate_ports'),
    `${check} -seq ${SETTLING_CYCLES} miter`,
    'design -reset',
    ...join('gold_registers', 'gate_registers'),
    `${check} -seq ${SETTLING_CYCLES + 1} -prove-skip ${SETTLING_CYCLES} miter`,
    '',
  ].join('\n');
}

/** Asks whether an output can ever be 1. */
export function reachabilityScript(
  top: string,
  parameters: ParameterValues,
  files: readonly string[],
  output: string,
): string {
  return [
    ...load(top, parameters, files, 'design'),
    `delete -output design/o:* design/${output} %d`,
    'opt_clean',
    ...prove,
  ].join('\n');
}

/** What the prover does: merge registers that are always equal, then decide what is left. */
export const proverScript = [
  `read_aiger ${problemFile}`,
  'fold',
  'strash',
  'scorr',
  'scorr -F 2',
  `write_aiger ${reducedFile}`,
  `pdr -T ${PROVER_SECONDS}`,
  `write_status ${statusFile}`,
  '',
].join('\n');

/** See the call of the prover. */
export const nothing = 'module nothing(input a, input b, output c);\n  assign c = a & b;\nendmodule\n';
