// SPDX-License-Identifier: Apache-2.0

/** When the oldest entry of a queue can be looked at: what is behind it comes out of a memory. */
export interface QueueHead {
  /** An entry is at the head in this cycle. */
  waiting(): boolean;
  /** Goes on to the next cycle. */
  step(pushed: boolean, taken: boolean): void;
  restart(): void;
}

/** An entry pushed into an empty queue is at the head one cycle later; one pushed behind another is fetched first. */
export function createQueueHead(): QueueHead {
  let head = false;
  let fetched = false;
  let stored = 0;
  return {
    waiting: () => head,
    step(pushed, taken) {
      const free = !head || taken;
      const toHead = pushed && free && !fetched && stored === 0;
      const advances = free && fetched;
      const fetches = stored > 0 && (!fetched || advances);
      head = advances || toHead || (head && !taken);
      fetched = fetches || (fetched && !advances);
      const stores = pushed && !toHead;
      if (stores !== fetches) stored += stores ? 1 : -1;
    },
    restart() {
      head = false;
      fetched = false;
      stored = 0;
    },
  };
}
