// SPDX-License-Identifier: Apache-2.0
import { type BitVector, bitAt, countOnes } from '../../reference-model/index.ts';

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

/** @param free the free buffers, the one on offer among them */
export function createTemporaryOffer(free: BitVector, buffers: number): TemporaryOffer {
  const offer = {
    number: -1,
    others: () => countOnes(free) - (offer.number < 0 ? 0 : 1),
    step(taken: boolean) {
      if (!taken && offer.number >= 0) return;
      let next = 0;
      while (next < buffers && (next === offer.number || bitAt(free, next) === 0)) next += 1;
      offer.number = next < buffers ? next : -1;
    },
    restart() {
      offer.number = -1;
    },
  };
  return offer;
}
