// SPDX-License-Identifier: Apache-2.0
import { measureCycleTable } from '../../testbenches/blocks/cycle-table/index.ts';
import { cycleTableVerb } from './cycle-table-verb.ts';

/** `bench-circuits`: the cycles of every operation at the ports of the generated blocks, beside their targets. */
export const benchCircuitsVerb = cycleTableVerb('preset', 'README.md', measureCycleTable);
