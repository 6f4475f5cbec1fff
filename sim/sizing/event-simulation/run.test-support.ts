// SPDX-License-Identifier: Apache-2.0
import { UNLIMITED_LANES } from '../formulas/index.ts';
import { type CallDistributions, drawStimulus } from '../workload/index.ts';
import type { SimulatedDesign } from './design.ts';
import type { Measurement } from './measurement.ts';
import { simulateCalls } from './simulate.ts';

/** Cycles of one copy in the tables of figures computed elsewhere; long, so that times in whole cycles are as good as exact. */
export const COPY = 1000;

/** Nothing is ever lacking. */
export const AMPLE: SimulatedDesign = {
  path: 'temporary',
  release: 'early',
  areaBuffers: [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
  temporaryBuffers: Number.POSITIVE_INFINITY,
  serverThreads: Number.POSITIVE_INFINITY,
  reserveForReturn: 0,
  noBuffer: 'wait',
  bypassBytes: 0,
  timing: { bytesPerCycle: 1, copyStartCycles: 0, hopCycles: 0, bufferlessCycles: 0, laneGapCycles: 0 },
  lanes: UNLIMITED_LANES,
  allocation: 'before-lane',
  arbitration: 'first-come',
  classes: 'returns-first',
};

/** The rules of those tables for late allocation. */
export const LATE = { allocation: 'with-lane', arbitration: 'drain-first' } as const;

export function sharedLanes(client: number, kernel: number, server: number) {
  return { lanes: { client, kernel, server, directions: 'shared' as const } };
}

/** Calls of `threads` threads whose messages take one copy each and whose service takes `serviceCopies` on average. */
export function symmetricCalls(
  threads: number,
  serviceCopies: number,
  others: Partial<CallDistributions> = {},
): CallDistributions {
  return {
    threads,
    requestSizes: COPY,
    returnSizes: COPY,
    serviceShape: 'exponential',
    serviceCycles: serviceCopies * COPY,
    thinkShape: 'deterministic',
    thinkCycles: 0,
    startWithinCycles: (8 + serviceCopies) * COPY,
    seed: 1995,
    ...others,
  };
}

/** Simulates, after a warm-up of a tenth of the calls. */
export function measure(
  design: Partial<SimulatedDesign>,
  distributions: CallDistributions,
  calls: number,
): Measurement {
  return simulateCalls({ ...AMPLE, ...design }, drawStimulus(distributions), {
    calls,
    warmUpCalls: Math.floor(calls / 10),
  });
}

/** Buffer-time of a call in both areas, in copies. */
export function holding({ areas }: Measurement): [number, number] {
  return [areas[0].bufferCyclesPerCall / COPY, areas[1].bufferCyclesPerCall / COPY];
}
