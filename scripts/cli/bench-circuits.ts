// SPDX-License-Identifier: Apache-2.0
import { measureCycleTable } from '../../testbenches/blocks/cycle-table/index.ts';
import { cycleTableVerb } from './cycle-table-verb.ts';

/** `bench-circuits`: the cycles of every operation at the ports of the generated blocks, beside their targets. */
export const benchCircuitsVerb = cycleTableVerb(
  'bench-circuits',
  'measure the cycles of each operation in simulation and compare them with their targets',
  'preset',
  'README.md',
  measureCycleTable,
);
