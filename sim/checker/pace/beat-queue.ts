// SPDX-License-Identifier: Apache-2.0
import { createQueueHead } from './queue-head.ts';

/** What a message is called. */
export interface NamedMessage {
  readonly kind: number;
  readonly tag: number;
}

/** A beat inside the circuits that send. */
export interface Beat extends NamedMessage {
  readonly bytes: number;
  readonly last: boolean;
  readonly abort: boolean;
}

/** Where beats are kept until they are used up. */
export interface BeatQueue {
  /** Comes to the next cycle: what was pushed and taken in the one before counts. Called once a cycle, before anything else. */
  advance(): void;
  hasRoom(): boolean;
  /** The beat on offer. */
  head(): Beat | undefined;
  /** Its message fits into an inline slot. */
  isShort(): boolean;
  push(beat: Beat): void;
  /** The beat on offer, if there is one, is used up. */
  take(): void;
  restart(): void;
}

/** A beat and a spare one: no message waits until its length is known. */
export function createBeatRegister(): BeatQueue {
  const mostBeats = 2;
  const beats: Beat[] = [];
  return {
    advance() {},
    hasRoom: () => beats.length < mostBeats,
    head: () => beats[0],
    isShort: () => false,
    push: (beat) => void beats.push(beat),
    take: () => void beats.shift(),
    restart() {
      beats.length = 0;
    },
  };
}

/** A beat is offered once its message has ended within `slotWords` words, or has more. */
export function createBeatQueue(slotWords: number): BeatQueue {
  const capacity = slotWords + 4;
  const beats: Beat[] = [];
  const judgements: boolean[] = [];
  const heads = { beats: createQueueHead(), judgements: createQueueHead() };
  /** Beats of the message that is coming in. */
  let coming = 0;
  const pushed = { beat: false, judgement: false };
  const taken = { beat: false, judgement: false };

  function judge({ bytes, last }: Beat): void {
    const isBehind = coming === slotWords;
    if (last ? coming <= slotWords : isBehind) {
      judgements.push(coming < slotWords || (isBehind && last && bytes === 0));
      pushed.judgement = true;
    }
    coming = last ? 0 : coming + 1;
  }
  const offered = () => heads.beats.waiting() && heads.judgements.waiting();
  function settle(): void {
    pushed.beat = false;
    pushed.judgement = false;
    taken.beat = false;
    taken.judgement = false;
  }

  return {
    advance() {
      heads.beats.step(pushed.beat, taken.beat);
      heads.judgements.step(pushed.judgement, taken.judgement);
      settle();
    },
    hasRoom: () => beats.length < capacity,
    head: () => (offered() ? beats[0] : undefined),
    isShort: () => judgements[0] === true,
    push(beat) {
      beats.push(beat);
      pushed.beat = true;
      judge(beat);
    },
    take() {
      if (!offered()) return;
      taken.beat = true;
      if (!beats.shift()!.last) return;
      taken.judgement = true;
      judgements.shift();
    },
    restart() {
      beats.length = 0;
      judgements.length = 0;
      heads.beats.restart();
      heads.judgements.restart();
      coming = 0;
      settle();
    },
  };
}
