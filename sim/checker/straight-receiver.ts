// SPDX-License-Identifier: Apache-2.0
import { isSlot } from '../reference-model/index.ts';
import type { Area, ReceivingSide, Side } from './area.ts';
import { createDeliveryPace } from './pace/delivery-pace.ts';
import { createReceivingRequests, type ReceivingRequests } from './pace/receiving-requests.ts';
import type { Run } from './run.ts';
import type { DirectionCounter } from './statistics.ts';
import { createStreamReceiver } from './stream-receiver.ts';

/** Receiving circuits that deliver messages straight from the shared buffers. */
export interface StraightReceiver extends ReceivingSide {
  /** Compares the beat on offer, before the operations of the cycle. */
  sample(): void;
  /** Compares when the circuits take, read, offer and free what they receive. */
  pace(side: Side): void;
  unfinished(): string | undefined;
  stop(): void;
  restart(): void;
}

/** Messages between being taken and delivered: one whose end is on its way out, and the next. */
const mostMessages = 4;

export function createStraightReceiver(
  run: Run,
  area: Area,
  party: string,
  counter: DirectionCounter,
): StraightReceiver {
  const delivery = createStreamReceiver(run, party, area.payload, mostMessages, counter);
  /** For each entry, the cycle in which its last beat was taken, or -1. */
  const deliveredIn = new Int32Array(area.payload.starts.length).fill(-1);
  const pace = createDeliveryPace(run, party);
  /** Words of the message taken last. */
  let takenWords = 0;
  let takenInline = false;
  const wordBytes = 4 * area.payload.lanes;
  let requests: ReceivingRequests | undefined;
  const where = `${party}, receiving`;
  function stop(): void {
    delivery.restart();
    pace.restart();
  }
  return {
    sample() {
      const last = delivery.sample();
      if (last >= 0) deliveredIn[last] = run.cycle;
    },
    pace(side) {
      requests ??= createReceivingRequests(run, side);
      requests.checkTake(pace.canTake());
      const closed = side.reclaim?.isClosed() ?? false;
      if (side.detection.event.circuitsTake && !closed) pace.take(takenWords, takenInline);
      const slotBack = pace.givesSlotBack();
      requests.checkRelease(pace.givesBack(), slotBack);
      const releasesItself = side.reclaim?.releasesItself() ?? false;
      const accepted = side.port.event.releaseAccepted && !releasesItself;
      const givenBack = slotBack ? pace.givesBack() : accepted;
      pace.step(side.reads.step(pace.wantsRead(), pace.readsInline()), givenBack);
    },
    taken({ entry, length, tag, kind }) {
      takenWords = Math.ceil(length / wordBytes);
      takenInline = isSlot(area.model.inline, entry);
      delivery.expect(entry, length, tag, kind, 0);
    },
    wordRead(entry, offset) {
      if (!delivery.wordRead(entry, offset)) {
        run.fail({
          rule: 'delivery',
          where,
          expected: 'the words of the taken message are read in their order, and none beyond it',
          actual: `word ${offset} of entry ${entry} is read`,
        });
      }
    },
    frees(entry) {
      const cycle = deliveredIn[entry] ?? -1;
      if (cycle < 0 || cycle >= run.cycle) {
        run.fail({
          rule: 'freed after the copy',
          where,
          step: '712 of Fig. 7',
          expected: `entry ${entry} is freed after its last beat was taken`,
          actual: 'it is freed before',
          signals: ['valid', 'ready', 'last'].map((name) => `${party}_out_${name}`),
        });
      }
      deliveredIn[entry] = -1;
    },
    unfinished: delivery.unfinished,
    stop,
    restart() {
      stop();
      deliveredIn.fill(-1);
    },
  };
}
