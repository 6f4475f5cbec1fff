// SPDX-License-Identifier: Apache-2.0
import { createWordReader } from './word-reader.ts';

/** A copy engine: a word read in one cycle is written in the next, and messages follow each other without a gap. */
export interface CopyPace {
  /** The next message can be taken. `writeReady`: a word may be written in this cycle. */
  canTake(writeReady: boolean): boolean;
  take(words: number): void;
  /** A word is on its way to the destination. */
  writes(): boolean;
  /** The last word of a message is written, or a message without words is passed on. */
  completes(writeReady: boolean): boolean;
  /** A word is to be read. `holdsLast`: the last one must not be read yet. */
  wantsRead(writeReady: boolean, holdsLast: boolean): boolean;
  /** Goes on to the next cycle; `read`: the word asked for is read. Returns whether the last word of a message is. */
  step(writeReady: boolean, holdsLast: boolean, read: boolean): boolean;
  restart(): void;
}

export function createCopyPace(): CopyPace {
  const reader = createWordReader();
  let arriving = false;
  let hasWord = false;
  let isLast = false;
  const stalled = (writeReady: boolean) => hasWord && !writeReady;
  const mayStep = (writeReady: boolean, holdsLast: boolean) =>
    reader.hasStep() && !stalled(writeReady) && !(reader.isLast() && holdsLast);
  return {
    canTake: (writeReady) => !reader.busy() && !stalled(writeReady),
    take: reader.take,
    writes: () => hasWord,
    completes: (writeReady) => arriving && isLast && !stalled(writeReady),
    wantsRead: (writeReady, holdsLast) => mayStep(writeReady, holdsLast) && reader.hasWord(),
    step(writeReady, holdsLast, read) {
      const steps = mayStep(writeReady, holdsLast) && (read || !reader.hasWord());
      const last = steps && reader.isLast();
      if (!stalled(writeReady)) {
        arriving = steps;
        hasWord = steps && reader.hasWord();
        isLast = last;
      }
      reader.next(steps);
      return last;
    },
    restart() {
      reader.restart();
      arriving = false;
      hasWord = false;
    },
  };
}
