// SPDX-License-Identifier: Apache-2.0
import type { LegUse, PoolUse } from './measurement.ts';
import type { Leg } from './route.ts';

/** Something countable that calls take and give back, lanes included, with what is counted of it. */
export interface Pool {
  readonly free: number;
  /** Class of the message that took one last. */
  readonly lastTaker: Leg | undefined;
  /** Whether one may be taken now; requests leave the reserve to returns. */
  allows(leg: Leg): boolean;
  take(leg: Leg, now: number): void;
  give(now: number): void;
  /** A first attempt found none. */
  block(leg: Leg): void;
  /** A taker had to wait. */
  wait(leg: Leg, cycles: number): void;
  /** Forgets what was counted so far. */
  restart(now: number): void;
  /** What was counted since the last restart. */
  use(now: number, calls: number): PoolUse;
  /** Share of it that was in use since the last restart, 0 to 1. */
  busy(now: number): number;
}

/** A pool of `size`, which may be Infinity. */
export function createPool(size: number, reserve: number): Pool {
  let inUse = 0;
  let lastTaker: Leg | undefined;
  let grownTo = 0;
  let since = 0;
  let last = 0;
  let bufferCycles = 0;
  let peak = 0;
  let legs = { request: noUse(), return: noUse() };

  function elapse(now: number): void {
    bufferCycles += inUse * (now - last);
    last = now;
  }

  return {
    get free() {
      return size - inUse;
    },
    get lastTaker() {
      return lastTaker;
    },
    allows: (leg) => size - inUse > (leg === 'request' ? reserve : 0),
    take(leg, now) {
      elapse(now);
      inUse += 1;
      lastTaker = leg;
      if (inUse > peak) peak = inUse;
      grownTo = Math.max(grownTo, Math.min(size, inUse + (leg === 'request' ? reserve : 0)));
      legs[leg].taken += 1;
    },
    give(now) {
      elapse(now);
      inUse -= 1;
    },
    block(leg) {
      legs[leg].blocked += 1;
    },
    wait(leg, cycles) {
      legs[leg].waitCycles += cycles;
    },
    restart(now) {
      elapse(now);
      since = now;
      bufferCycles = 0;
      peak = inUse;
      legs = { request: noUse(), return: noUse() };
    },
    use(now, calls) {
      elapse(now);
      const cycles = now - since;
      return {
        bufferCycles,
        bufferCyclesPerCall: calls === 0 ? 0 : bufferCycles / calls,
        mean: cycles === 0 ? 0 : bufferCycles / cycles,
        peak,
        grownTo,
        requests: { ...legs.request },
        returns: { ...legs.return },
      };
    },
    busy(now) {
      elapse(now);
      return now === since || size === Number.POSITIVE_INFINITY ? 0 : bufferCycles / ((now - since) * size);
    },
  };
}

function noUse(): { -readonly [Field in keyof LegUse]: LegUse[Field] } {
  return { taken: 0, blocked: 0, waitCycles: 0 };
}
