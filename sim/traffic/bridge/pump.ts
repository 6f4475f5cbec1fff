// SPDX-License-Identifier: Apache-2.0
import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers';
import type { Carrier } from '../carrier.ts';

/** Longest time (milliseconds) the pump keeps sockets waiting for the event loop. */
const BURST_MILLISECONDS = 4;

/** Drives the carrier, only while there is something to do. */
export interface Pump {
  /** Says that there may be something to do. */
  wake(): void;
  /** True from a wake until everything sent has been delivered and nothing more can be sent. */
  isBusy(): boolean;
  /** Turns of the event loop in which the pump ran. */
  turns(): number;
  /** Ends the pump for good. */
  stop(): void;
}

/**
 * Creates a pump. `fill` sends whatever can be sent and returns how much that was; `onIdle` is called when the
 * pump comes to rest; `onFailure` gets what fill, the carrier or a delivery threw, after which the pump is stopped.
 * Bursts are short and follow each other by setImmediate, so that sockets are served in between; there is no timer.
 */
export function createPump(parts: {
  readonly carrier: Carrier;
  readonly fill: () => number;
  readonly onIdle: () => void;
  readonly onFailure: (error: unknown) => void;
}): Pump {
  const { carrier, fill, onIdle, onFailure } = parts;
  let scheduled = false;
  let stopped = false;
  let carrierIdle = true;
  let turns = 0;

  /** Returns true when the time is used up but the work is not done. */
  function burst(): boolean {
    const deadline = performance.now() + BURST_MILLISECONDS;
    for (let left = BURST_MILLISECONDS; left > 0; left = deadline - performance.now()) {
      if (fill() === 0 && carrierIdle) return false;
      carrierIdle = carrier.run(left);
    }
    return true;
  }

  function turn(): void {
    if (stopped) return;
    turns++;
    try {
      scheduled = burst();
    } catch (error) {
      scheduled = false;
      stopped = true;
      onFailure(error);
      return;
    }
    if (scheduled) setImmediate(turn);
    else onIdle();
  }

  return {
    wake() {
      if (scheduled || stopped) return;
      scheduled = true;
      setImmediate(turn);
    },
    isBusy: () => scheduled && !stopped,
    turns: () => turns,
    stop() {
      stopped = true;
    },
  };
}
