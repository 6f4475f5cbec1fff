// SPDX-License-Identifier: Apache-2.0
import type { Setting } from '../reference-model/index.ts';
import type { TemporaryOffer } from './pace/temporary-offer.ts';
import type { Run } from './run.ts';

/** One class of messages that are copied into temporary buffers. */
export interface TemporaryLeg {
  readonly name: 'request' | 'return';
  /** A message waits for the circuits that copy it. */
  waits(): boolean;
}

/** Feeds the counters of the temporary buffers. */
export interface TemporaryCounts {
  /** Counts a cycle; `offer` is as it was in it, `taker` the leg that takes a buffer or -1. */
  count(offer: TemporaryOffer, taker: number, returned: boolean): void;
  restart(): void;
}

export function createTemporaryCounts(
  { counters }: Run,
  legs: readonly TemporaryLeg[],
  reserve: Setting,
): TemporaryCounts {
  const at = (counter: string) => counters.place(`temporaries_${counter}`);
  const [inUse, allocations, deallocations] = [at('in_use_cycles'), at('allocations'), at('deallocations')];
  const blocked = legs.map(({ name }) => at(`${name}s_blocked`));
  const waitCycles = legs.map(({ name }) => at(`${name}_wait_cycles`));
  const tried = legs.map(() => false);
  let used = 0;

  return {
    count(offer, taker, returned) {
      counters.add(inUse, used);
      for (let leg = 0; leg < legs.length; leg += 1) {
        const { name, waits } = legs[leg]!;
        const servable = offer.number >= 0 && (name === 'return' || offer.others() >= reserve.now);
        if (waits()) {
          if (!servable) {
            counters.add(waitCycles[leg]!, 1);
            if (!tried[leg]) counters.add(blocked[leg]!, 1);
          }
          tried[leg] = true;
        }
        if (leg === taker) tried[leg] = false;
      }
      if (taker >= 0) {
        counters.add(allocations, 1);
        used += 1;
      }
      if (returned) {
        counters.add(deallocations, 1);
        used -= 1;
      }
    },
    restart() {
      tried.fill(false);
      used = 0;
    },
  };
}
