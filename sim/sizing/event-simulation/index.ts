// SPDX-License-Identifier: Apache-2.0
export { CIRCUIT_RULES, type SimulatedDesign } from './design.ts';
export type { Deadlock, Latency, LegUse, Measurement, PoolUse } from './measurement.ts';
export type { LaneName, Leg } from './route.ts';
export type { RunLength } from './run-length.ts';
export { simulateCalls } from './simulate.ts';
