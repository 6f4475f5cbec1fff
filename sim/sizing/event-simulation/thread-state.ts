// SPDX-License-Identifier: Apache-2.0
import { type CopyTiming, copyCycles } from '../formulas/index.ts';
import type { Call } from '../workload/stimulus.ts';
import type { PoolName, Step } from './route.ts';

/** A thread and its call. */
export interface ThreadState {
  readonly calls: Iterator<Call, undefined>;
  call: Call;
  /** Place in the route; -1 between two calls. */
  step: number;
  startedAt: number;
  /** When it came to the station where it waits. */
  cameAt: number;
  /** When its first attempt to take one of a pool found none; undefined if it did not. */
  blockedAt: number | undefined;
  /** It makes a copy, and so has a lane. */
  hasLane: boolean;
  /** What its call occupies. */
  readonly holds: Set<PoolName>;
}

export function createThread(calls: Iterator<Call, undefined>): ThreadState {
  return {
    calls,
    call: { requestBytes: 0, returnBytes: 0, serviceCycles: 0, thinkCycles: 0 },
    step: -1,
    startedAt: 0,
    cameAt: 0,
    blockedAt: undefined,
    hasLane: false,
    holds: new Set(),
  };
}

/** Cycles of a step for which nothing is needed but time. */
export function delayOf(
  step: Step & { readonly kind: 'hop' | 'read' | 'service' },
  { serviceCycles, requestBytes }: Call,
  timing: CopyTiming,
): number {
  if (step.kind === 'hop') return timing.hopCycles;
  if (step.kind === 'service' && !step.hasRead) return serviceCycles + timing.bufferlessCycles;
  const reading = Math.min(serviceCycles, copyCycles(requestBytes, timing));
  return step.kind === 'read' ? reading : serviceCycles - reading + timing.bufferlessCycles;
}
