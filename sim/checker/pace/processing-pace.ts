// SPDX-License-Identifier: Apache-2.0
import type { Run } from '../run.ts';
import { createDeliveryPace } from './delivery-pace.ts';
import { createQueueHead } from './queue-head.ts';

/** When messages in temporary buffers are delivered: each is taken as soon as it is at the head of its queue. */
export interface ProcessingPace {
  /** A message of so many words was put into its temporary buffer in this cycle. */
  received(words: number): void;
  step(): void;
  restart(): void;
}

export function createProcessingPace(run: Run, user: string): ProcessingPace {
  const delivery = createDeliveryPace(run, user);
  const head = createQueueHead();
  const waiting: number[] = [];
  let pushed = false;
  return {
    received(words) {
      waiting.push(words);
      pushed = true;
    },
    step() {
      const takes = head.waiting() && delivery.canTake();
      if (takes) delivery.take(waiting.shift()!, false);
      // Nobody else reads the temporary buffers, and the pool takes a buffer back at once.
      delivery.step(true, delivery.givesBack());
      head.step(pushed, takes);
      pushed = false;
    },
    restart() {
      delivery.restart();
      head.restart();
      waiting.length = 0;
      pushed = false;
    },
  };
}
