// SPDX-License-Identifier: Apache-2.0
export { registerFile, registerPort } from './register-file.ts';
export { registerMap } from './register-map.ts';
export type { CounterSet, FieldAccess, Register, RegisterField, RegisterMap } from './register-model.ts';
export { statistics } from './statistics.ts';
export { type Statistics, statisticsOf } from './statistics-counters.ts';
export { laneEvents, type StatisticsEvent, temporaryEvents } from './statistics-events.ts';
