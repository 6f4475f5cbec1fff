// SPDX-License-Identifier: Apache-2.0
export { CIRCUIT_RULES, type SimulatedDesign } from './design.ts';
export {
  type Deadlock,
  type Latency,
  type LegUse,
  latencyOf,
  type Measurement,
  type PoolUse,
} from './measurement.ts';
export type { LaneName, Leg } from './route.ts';
export type { RunLength } from './run-length.ts';
export { simulateCalls } from './simulate.ts';
