// SPDX-License-Identifier: Apache-2.0
import type { RecordedCycle } from './text-waveform.ts';

/** Keeps the last samples for a report. */
export interface SampleRing {
  /** Copies a sample in; the oldest makes room when the ring is full. */
  push(sample: RecordedCycle): void;
  /** Copies of the samples, oldest first. */
  samples(): RecordedCycle[];
}

/**
 * Makes a ring for `capacity` samples of `totalWords` words. It allocates nothing per sample.
 *
 * @throws RangeError unless the capacity is a whole number of at least 1.
 */
export function createSampleRing(capacity: number, totalWords: number): SampleRing {
  if (!Number.isSafeInteger(capacity) || capacity < 1) {
    throw new RangeError(`A ring of ${capacity} samples cannot be made: give a whole number of at least 1.`);
  }
  const slots = Array.from({ length: capacity }, () => ({
    cycle: 0,
    time: undefined as bigint | undefined,
    frame: new Uint32Array(totalWords),
    unknown: new Uint32Array(totalWords),
  }));
  let pushed = 0;
  return {
    push: ({ cycle, time, frame, unknown }) => {
      const slot = slots[pushed % capacity]!;
      slot.cycle = cycle;
      slot.time = time;
      slot.frame.set(frame);
      slot.unknown.set(unknown);
      pushed++;
    },
    samples: () => {
      const kept = Math.min(pushed, capacity);
      return Array.from({ length: kept }, (_, index) => {
        const { cycle, time, frame, unknown } = slots[(pushed - kept + index) % capacity]!;
        const copy = { cycle, frame: frame.slice(), unknown: unknown.slice() };
        return time === undefined ? copy : { ...copy, time };
      });
    },
  };
}
