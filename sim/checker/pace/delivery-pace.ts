// SPDX-License-Identifier: Apache-2.0
import type { Run } from '../run.ts';
import { bitCheck } from './bit-check.ts';
import { createWordReader } from './word-reader.ts';

/** When messages that were taken are read and delivered: two cycles after they were taken, then one beat per cycle. */
export interface DeliveryPace {
  /** The next message can be taken. */
  canTake(): boolean;
  /** `inline`: the words are in an inline slot. */
  take(words: number, inline: boolean): void;
  /** What is read is an inline slot. */
  readsInline(): boolean;
  /** What is to be given back is one. */
  givesSlotBack(): boolean;
  /** A word is to be read in this cycle. */
  wantsRead(): boolean;
  /** The buffer of a delivered message is to be given back. */
  givesBack(): boolean;
  /** Compares the beat on offer and goes on to the next cycle. `read`: the word asked for is read. */
  step(read: boolean, givenBack: boolean): void;
  restart(): void;
}

/** Beats that the output keeps while its reader stalls. */
const mostBeats = 2;

export function createDeliveryPace(run: Run, user: string): DeliveryPace {
  const at = (name: string) => run.binding.port(`${user}_out_${name}`).word;
  const [ready, last] = [at('ready'), at('last')];
  const checkValid = bitCheck(run, {
    rule: 'pace',
    where: `${user}, receiving`,
    signal: `${user}_out_valid`,
    high: 'a beat is offered: its word was read two cycles ago or earlier',
    low: 'no beat is offered: no word is there',
  });
  const reader = createWordReader();
  let arriving = false;
  let beats = 0;
  /** The last word of a message is on its way, and its buffer is not given back yet. */
  let ends = false;
  let givesBack = false;
  /** The message that is read is in an inline slot, and the one whose end is on its way. */
  let inline = false;
  let endsInline = false;

  function mayStep(): boolean {
    const room = run.frame[ready] === 1 || (beats < mostBeats && !(beats > 0 && arriving));
    return reader.hasStep() && room && !(reader.isLast() && ends);
  }

  return {
    canTake: () => !reader.busy(),
    take(words, isInline) {
      inline = isInline;
      reader.take(words);
    },
    readsInline: () => inline,
    givesSlotBack: () => endsInline,
    wantsRead: () => mayStep() && reader.hasWord(),
    givesBack: () => givesBack,
    step(read, givenBack) {
      checkValid(beats > 0);
      const steps = mayStep() && (read || !reader.hasWord());
      const leaves = beats > 0 && run.frame[ready] === 1;
      if (steps && reader.isLast()) endsInline = inline;
      ends = (steps && reader.isLast()) || (ends && !givenBack);
      givesBack = (leaves && run.frame[last] === 1) || (givesBack && !givenBack);
      if (arriving !== leaves) beats += arriving ? 1 : -1;
      arriving = steps;
      reader.next(steps);
    },
    restart() {
      reader.restart();
      arriving = false;
      beats = 0;
      ends = false;
      givesBack = false;
    },
  };
}
