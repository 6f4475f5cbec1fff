// SPDX-License-Identifier: Apache-2.0
import type { Configuration } from '../configuration/index.ts';
import type { RegisterMap } from './register-model.ts';
import { runTimeRegisters } from './run-time-registers.ts';
import { statisticsOf } from './statistics-counters.ts';
import { statisticsRegisters } from './statistics-registers.ts';

/** All registers of a design: the single source of their names and addresses. */
export function registerMap(configuration: Configuration): RegisterMap {
  const counted = statisticsOf(configuration);
  return [
    ...runTimeRegisters(configuration),
    ...(counted === undefined ? [] : statisticsRegisters(counted)),
  ].sort((one, other) => one.address - other.address);
}
