// SPDX-License-Identifier: Apache-2.0
import type { Area, ReceivingSide } from './area.ts';
import type { Run } from './run.ts';
import type { DirectionCounter } from './statistics.ts';
import { createStreamReceiver } from './stream-receiver.ts';

/** Receiving circuits that deliver messages straight from the shared buffers. */
export interface StraightReceiver extends ReceivingSide {
  /** Compares the beat on offer, before the operations of the cycle. */
  sample(): void;
  /** After the operations of the cycle: the release that is due must be asked for. */
  finishCycle(requested: boolean): void;
  unfinished(): string | undefined;
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
  const delivery = createStreamReceiver(run, party, area.payload, area.bufferWords, mostMessages, counter);
  /** For each entry, the cycle in which its last beat was taken, or -1. */
  const deliveredIn = new Int32Array(area.model.options.entries).fill(-1);
  /** The buffer whose last beat was taken one cycle ago, or -1. */
  let due = -1;
  let last = -1;
  const where = `${party}, receiving`;
  return {
    sample() {
      due = last;
      last = delivery.sample();
      if (last >= 0) deliveredIn[last] = run.cycle;
    },
    finishCycle(requested) {
      if (due >= 0 && !requested) {
        run.fail({
          rule: 'freed at once',
          where,
          step: '405 of Fig. 4',
          expected: `the release of entry ${due} is asked for in the cycle after its last beat`,
          actual: 'it is not',
        });
      }
    },
    taken: ({ entry, length, tag, kind }) => delivery.expect(entry, length, tag, kind, 0),
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
    restart() {
      delivery.restart();
      deliveredIn.fill(-1);
      due = -1;
      last = -1;
    },
  };
}
