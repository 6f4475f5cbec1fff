// SPDX-License-Identifier: Apache-2.0
import { type BitVector, bitAt, countOnesBelow, type Setting } from '../../reference-model/index.ts';

/** The temporary buffer that is on offer: the lowest free one when the offer was renewed. */
export interface TemporaryOffer {
  /** Its number, or -1. */
  readonly number: number;
  /** Free buffers besides it. */
  others(): number;
  /** Goes on to the next cycle; `free` are the buffers as they were in this one. */
  step(taken: boolean): void;
  restart(): void;
}

/**
 * @param free the free buffers, the one on offer among them
 * @param limit buffers below it are offered; it counts one cycle after it was changed
 */
export function createTemporaryOffer(free: BitVector, limit: Setting): TemporaryOffer {
  const stands = () => offer.number >= 0 && offer.number < limit.before;
  const offer = {
    number: -1,
    others: () => countOnesBelow(free, limit.before) - (stands() ? 1 : 0),
    step(taken: boolean) {
      if (!taken && stands()) return;
      let next = 0;
      const below = limit.before;
      while (next < below && (next === offer.number || bitAt(free, next) === 0)) next += 1;
      offer.number = next < below ? next : -1;
    },
    restart() {
      offer.number = -1;
    },
  };
  return offer;
}
