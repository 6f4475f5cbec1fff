// SPDX-License-Identifier: Apache-2.0
import { measureBusTable } from '../../testbenches/blocks/bus-table/index.ts';
import { cycleTableVerb } from './cycle-table-verb.ts';

/** `bench-bus`: the cycles of accesses at the bus ports of a generated block, beside their targets. */
export const benchBusVerb = cycleTableVerb('bus', 'docs/hardware.md', measureBusTable);
