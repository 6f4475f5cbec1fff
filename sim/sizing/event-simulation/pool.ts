// SPDX-License-Identifier: Apache-2.0
import type { LegUse, PoolUse } from './measurement.ts';
import type { Leg } from './route.ts';

/** Something countable that calls take and give back, lanes included, with what is counted of it. */
export interface Pool {
  /** May be Infinity. */
  readonly size: number;
  /** How many requests leave to returns. */
  readonly reserve: number;
  inUse: number;
  /** Class of the message that took one last. */
  lastTaker: Leg | undefined;
  grownTo: number;
  peak: number;
  /** Sum of those in use over the cycles from `since` to `last`. */
  bufferCycles: number;
  since: number;
  last: number;
  readonly request: LegCount;
  readonly return: LegCount;
}

type LegCount = { -readonly [Field in keyof LegUse]: LegUse[Field] };

export function createPool(size: number, reserve: number): Pool {
  return {
    size,
    reserve,
    inUse: 0,
    lastTaker: undefined,
    grownTo: 0,
    peak: 0,
    bufferCycles: 0,
    since: 0,
    last: 0,
    request: { taken: 0, blocked: 0, waitCycles: 0 },
    return: { taken: 0, blocked: 0, waitCycles: 0 },
  };
}

/** Whether a message of a class may take one now. */
export function allows({ size, inUse, reserve }: Pool, leg: Leg): boolean {
  return size - inUse > (leg === 'request' ? reserve : 0);
}

export function take(pool: Pool, leg: Leg, now: number): void {
  elapse(pool, now);
  pool.inUse += 1;
  pool.lastTaker = leg;
  pool[leg].taken += 1;
  if (pool.inUse > pool.peak) pool.peak = pool.inUse;
  const provided = Math.min(pool.size, pool.inUse + (leg === 'request' ? pool.reserve : 0));
  if (provided > pool.grownTo) pool.grownTo = provided;
}

export function giveBack(pool: Pool, now: number): void {
  elapse(pool, now);
  pool.inUse -= 1;
}

function elapse(pool: Pool, now: number): void {
  pool.bufferCycles += pool.inUse * (now - pool.last);
  pool.last = now;
}

/** Forgets what was counted so far, but for how far on-demand memory has grown. */
export function startCounting(pool: Pool, now: number): void {
  pool.since = now;
  pool.last = now;
  pool.bufferCycles = 0;
  pool.peak = pool.inUse;
  Object.assign(pool.request, { taken: 0, blocked: 0, waitCycles: 0 });
  Object.assign(pool.return, { taken: 0, blocked: 0, waitCycles: 0 });
}

/** What was counted until now, while `calls` calls ended. */
export function useOf(pool: Pool, now: number, calls: number): PoolUse {
  elapse(pool, now);
  const { bufferCycles, since, peak, grownTo } = pool;
  return {
    bufferCycles,
    bufferCyclesPerCall: calls === 0 ? 0 : bufferCycles / calls,
    mean: now === since ? 0 : bufferCycles / (now - since),
    peak,
    grownTo,
    requests: { ...pool.request },
    returns: { ...pool.return },
  };
}

/** Share of it that was in use while it was counted, 0 to 1; 0 of what is unlimited. */
export function busyShare(pool: Pool, now: number): number {
  elapse(pool, now);
  const { size, bufferCycles, since } = pool;
  return now === since || size === Number.POSITIVE_INFINITY ? 0 : bufferCycles / ((now - since) * size);
}
