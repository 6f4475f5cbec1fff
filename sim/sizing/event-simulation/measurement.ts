// SPDX-License-Identifier: Apache-2.0
import type { LaneName } from './route.ts';

/** How one class of messages fared at a pool. */
export interface LegUse {
  readonly taken: number;
  /** First attempts that found none. */
  readonly blocked: number;
  /** From a blocked first attempt until one was taken. */
  readonly waitCycles: number;
}

/** What was counted of one pool while calls were measured. */
export interface PoolUse {
  /** Sum over all cycles of how many were in use. */
  readonly bufferCycles: number;
  readonly bufferCyclesPerCall: number;
  readonly mean: number;
  readonly peak: number;
  /** Entries that memory on demand would have behind them at the end, the reserve included; warm-up counts. */
  readonly grownTo: number;
  readonly requests: LegUse;
  readonly returns: LegUse;
}

/** Cycles from the start of a call to its end. */
export interface Latency {
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly most: number;
}

/** Nothing moves any more though calls are open: how many threads wait, and for what. */
export interface Deadlock {
  readonly cycle: number;
  readonly waiting: readonly { readonly for: string; readonly threads: number }[];
}

/** What a run of calls came to, measured after its warm-up. */
export interface Measurement {
  /** Calls that ended. */
  readonly calls: number;
  readonly cycles: number;
  readonly callsPerCycle: number;
  /** Bytes of requests and returns of those calls. */
  readonly payloadBytes: number;
  /** Messages of those calls that travelled within their reference. */
  readonly bypassed: number;
  /** Calls that were given up because their request found no buffer or no server thread. */
  readonly aborted: number;
  readonly areas: readonly [PoolUse, PoolUse];
  readonly temporaries: PoolUse;
  readonly serverThreads: PoolUse;
  /** Share of the time in which a lane was busy; 0 where there are unlimited lanes. */
  readonly laneBusy: Readonly<Record<LaneName, number>>;
  readonly latency: Latency;
  readonly deadlock: Deadlock | undefined;
}

/** Sums up latencies, in cycles. */
export function latencyOf(latencies: Float64Array): Latency {
  if (latencies.length === 0) return { mean: 0, p50: 0, p90: 0, p99: 0, most: 0 };
  const sorted = latencies.toSorted();
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1]!;
  return {
    mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
    p50: at(0.5),
    p90: at(0.9),
    p99: at(0.99),
    most: at(1),
  };
}
