// SPDX-License-Identifier: Apache-2.0
import type { Model } from '../../../sim/harness/index.ts';
import type { Random } from '../../../sim/tasks/index.ts';
import { createPatience } from './actor.ts';

/** Cycles within which an access must be finished. */
const ACCESS_LIMIT = 500;

/** The window of a party, one access at a time. Words have 32 bits at most. */
export function createWindowPort(model: Model, party: string, random: Random) {
  const port = (name: string) => model.port(`${party}_window_${name}`);
  const [valid, ready, write, entry] = [port('valid'), port('ready'), port('write'), port('entry')];
  const [offset, data, strobe, done] = [port('offset'), port('data'), port('strobe'), port('done')];
  const patience = createPatience(`an access at ${party}_window is not finished`, ACCESS_LIMIT);
  const anyOffset = (): number => random.below(2 ** offset.width);
  let state: 'idle' | 'given' | 'accepted' = 'idle';
  let finished = 0;

  const noise = (): void => {
    write.value = random.below(2);
    entry.value = random.below(2 ** entry.width);
    offset.value = anyOffset();
    data.value = random.next32();
    strobe.value = random.below(2 ** strobe.width);
  };

  /** Nobody waits for this access. */
  const disturb = (): void => {
    if (state !== 'idle') return;
    noise();
    state = 'given';
  };

  return {
    wordBytes: strobe.width,
    anyOffset,
    disturb,
    /** Asks for an access as soon as the window is free; the result says whether it is finished. */
    access(isWrite: boolean, atEntry: number, atOffset: number): () => boolean {
      let number: number | undefined;
      const ask = (): void => {
        noise();
        write.value = isWrite ? 1 : 0;
        entry.value = atEntry;
        offset.value = atOffset;
        if (isWrite && random.chance(0.8)) strobe.value = 2 ** strobe.width - 1;
        state = 'given';
        number = finished;
      };
      return () => {
        if (number === undefined) {
          if (state === 'idle') ask();
          return false;
        }
        return finished > number;
      };
    },
    drive() {
      valid.value = state === 'given' ? 1 : 0;
      if (state !== 'given') noise();
    },
    /** @throws StuckError */
    sample() {
      patience(state !== 'idle');
      if (state === 'accepted' && done.value === 1) {
        state = 'idle';
        finished += 1;
      } else if (state === 'given' && ready.value === 1) {
        state = 'accepted';
      }
    },
    reset() {
      state = 'idle';
    },
    /** An access is under way. */
    get busy() {
      return state !== 'idle';
    },
  };
}
