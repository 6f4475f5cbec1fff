// SPDX-License-Identifier: Apache-2.0

/** Sources of an interrupt, a bit for each. */
export interface InterruptModel {
  /** What the status register shows while `conditions` hold. */
  status(conditions: number): number;
  /** Goes on to the next cycle: events that happen, and bits that software forgets; an event wins. */
  step(events: number, forgotten: number): void;
  reset(): void;
}

/** Conditions show while they last, events until they are forgotten. */
export function createInterruptModel(): InterruptModel {
  let happened = 0;
  return {
    status: (conditions) => conditions | happened,
    step(events, forgotten) {
      happened = (happened & ~forgotten) | events;
    },
    reset() {
      happened = 0;
    },
  };
}
