// SPDX-License-Identifier: Apache-2.0
import { monitorHeldBuffers } from '../monitors/index.ts';
import { type HeldCalls, keptBuffer, results, reusesBuffer, setBit } from '../reference-model/index.ts';
import type { Run } from './run.ts';

/** How the sending circuits of the second party get the buffer of a held call for its return. */
export interface ReuseRule {
  /** Compares the answer to what was asked one cycle ago; before the operations. */
  sample(): void;
  /** A message that has no buffer yet gets that of its call; before the operations. */
  applies(kind: number, tag: number): boolean;
  /** Result of what was asked one cycle ago, or -1. */
  answer(): number;
  /** The buffer that is granted in this cycle, or -1; it is not kept any more. Once in a cycle, after the operations. */
  grant(): number;
  /** Compares whether a buffer is asked for in this cycle: that of the call with a tag, or none for -1. */
  asks(tag: number): void;
  restart(): void;
}

export function createReuseRule(run: Run, area: string, calls: HeldCalls): ReuseRule {
  const monitor = monitorHeldBuffers(run.binding, area);
  const { event } = monitor;
  const signals = ['asks', 'asked', 'granted', 'entry'].map((name) =>
    run.binding.pathOf(`${area}.held_buffers.${name}`),
  );
  let asked = -1;
  let entry = -1;
  let answer = -1;

  function fail(expected: string, actual: string): never {
    return run.fail({ rule: 'held calls', where: area, step: 'Fig. 1', expected, actual, signals });
  }

  return {
    sample() {
      monitor.sample(run.frame);
      entry = asked < 0 ? -1 : keptBuffer(calls, asked);
      answer = asked < 0 ? -1 : entry < 0 ? results.NONE : results.OK;
      const { answered, granted } = event;
      if (answered !== asked >= 0 || granted !== entry >= 0 || (granted && event.entry !== entry)) {
        fail(
          asked < 0
            ? 'no buffer of a call was asked for'
            : entry < 0
              ? `the buffer of the call with tag ${asked} is still being read: NONE`
              : `entry ${entry}, the buffer of the call with tag ${asked}`,
          answered ? (granted ? `entry ${event.entry} is given` : 'NONE is answered') : 'no answer',
        );
      }
    },
    applies: (kind, tag) => reusesBuffer(calls, kind, tag),
    answer: () => answer,
    grant() {
      if (entry >= 0) setBit(calls.kept, entry, 0);
      return entry;
    },
    asks(tag) {
      if (event.asks !== tag >= 0) {
        fail(
          tag >= 0
            ? `the buffer of the call with tag ${tag} is asked for`
            : 'no buffer of a call is asked for',
          event.asks ? 'one is asked for' : 'none is asked for',
        );
      }
      asked = tag;
    },
    restart() {
      asked = -1;
      entry = -1;
      answer = -1;
    },
  };
}
