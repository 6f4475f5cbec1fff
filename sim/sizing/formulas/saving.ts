// SPDX-License-Identifier: Apache-2.0
import { type CallShape, callCycles, holdingCycles, type Release } from './timing.ts';

/** How many times the buffer-cycles of early release hold takes. */
export interface Saving {
  /** R1 and R2; the second is 1 where there is no second area. */
  readonly areas: readonly [number, number];
  /** R12: both areas together. */
  readonly together: number;
}

/** Ratio of the buffer-cycles of one call, hold to early. By Little's law it is exact for any distribution of S. */
export function saving(shape: CallShape): Saving {
  const [early1, early2] = holdingCycles(shape, 'early').areas;
  const [hold1, hold2] = holdingCycles(shape, 'hold').areas;
  return {
    areas: [hold1 / early1, early2 === 0 ? 1 : hold2 / early2],
    together: (hold1 + hold2) / (early1 + early2),
  };
}

/** Share of its time for which a thread occupies a buffer of each area, from 0 to 1, when it never waits. */
export function holdingShares(shape: CallShape, release: Release): readonly [number, number] {
  const cycle = callCycles(shape) + shape.thinkCycles;
  const [first, second] = holdingCycles(shape, release).areas;
  return [first / cycle, second / cycle];
}

/** Share of its time for which a thread occupies a temporary buffer. */
export function temporaryShare(shape: CallShape): number {
  return holdingCycles(shape, 'early').temporaries / (callCycles(shape) + shape.thinkCycles);
}

/**
 * Mean buffers in use in each area with early release, s = 0: twice the rate at which payload moves over the bandwidth
 * of a lane, both in bytes per cycle. Neither threads nor service time appear.
 */
export function meanBuffersOfPayload(payloadBytesPerCycle: number, laneBytesPerCycle: number): number {
  return (2 * payloadBytesPerCycle) / laneBytesPerCycle;
}
