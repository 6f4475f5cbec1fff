// SPDX-License-Identifier: Apache-2.0
import { operations, results } from '../../reference-model/index.ts';
import type { ReclaimRule } from '../reclaim-rule.ts';
import type { ReuseRule } from '../reuse-rule.ts';
import type { Run } from '../run.ts';
import { type Beat, createBeatQueue, createBeatRegister, type NamedMessage } from './beat-queue.ts';
import { bitCheck } from './bit-check.ts';

/** What the circuits that send see of their area in a cycle. */
export interface SendingSurroundings {
  /** Result of an operation of theirs that is answered, or -1. */
  readonly answer: number;
  /** The operation that they ask for is accepted. */
  readonly accepted: boolean;
  /** Whether they reach a word, if they want to write one. */
  write(wants: boolean, inline: boolean): boolean;
  /** A short message could go into an inline slot. */
  readonly slotFree: boolean;
}

/** When the circuits that send ask for operations and write words: everything as soon as its beat is there. */
export interface SendingPace {
  /** Compares what they do in this cycle and goes on to the next one. */
  step(surroundings: SendingSurroundings): void;
  /** They have a message that has no buffer yet. */
  waitsForBuffer(): boolean;
  /** The operation that they ask for in this cycle, or -1. */
  asks(): number;
  /** It is about a message in an inline slot. */
  asksInline(): boolean;
  /** A message begins to go into an inline slot in this cycle. */
  goesInline(): boolean;
  /** One in an inline slot ends in this cycle without being sent. */
  dropsInline(): boolean;
  /** A beat is accepted: its bytes, whether it ends or withdraws its message, and how that is called. */
  accept(bytes: number, last: boolean, abort: boolean, message: NamedMessage): void;
  restart(): void;
}

type State = 'wait' | 'allocate' | 'write' | 'indicate' | 'check' | 'discard' | 'release';

/**
 * @param requested name of the probe that says that they ask for an operation
 * @param givesUp a message that finds no buffer is swallowed
 * @param reuse gives returns of held calls their buffers
 * @param slotWords words of an inline slot; 0 where every message takes a buffer
 * @param reclaim closes the stream while what the party holds is taken back
 */
export function createSendingPace(
  run: Run,
  user: string,
  requested: string,
  bufferBytes: number,
  areaReady: string,
  givesUp: boolean,
  reuse: ReuseRule | undefined,
  slotWords: number,
  reclaim?: ReclaimRule | undefined,
): SendingPace {
  const queue = slotWords > 0 ? createBeatQueue(slotWords) : createBeatRegister();
  const where = `${user}, sending`;
  const checkRequest = bitCheck(run, {
    rule: 'pace',
    where,
    signal: requested,
    high: 'an operation is asked for: nothing is to be waited for',
    low: 'no operation is asked for',
  });
  const checkReady = bitCheck(run, {
    rule: 'pace',
    where,
    signal: `${user}_in_ready`,
    high: 'a beat is accepted: there is room for it',
    low: 'no beat is accepted: the area is not initialized, or two beats are inside and cannot be used up',
  });
  const checkTooLong = bitCheck(run, {
    rule: 'too long',
    where,
    signal: `${user}.marshaling.too_long`,
    high: 'the first beat that no longer fits into the buffer is reported',
    low: 'nothing is reported',
  });
  const ready = run.binding.probe(areaReady).word;
  let state: State = 'wait';
  let holds = false;
  let length = 0;
  let asked = -1;
  /** The message that is sent, or begins. */
  let message: NamedMessage = { kind: 0, tag: 0 };
  /** Tag of the held call whose buffer the message gets, or -1. */
  let reusing = -1;
  /** The message goes into an inline slot; it begins to; it ends without being sent. */
  let inline = false;
  let begins = false;
  let drops = false;

  /** Where a message ends that is not sent: only a buffer is given back. */
  const ends = (): State => (inline ? 'wait' : 'release');

  function stateAfter(beat: Beat, overflows: boolean, written: boolean, accepted: boolean): State {
    if (overflows || (written && beat.last && beat.abort)) return beat.last ? ends() : 'discard';
    if (written && beat.last) return accepted ? 'check' : 'indicate';
    return 'write';
  }

  function nextState(granted: boolean, { answer, accepted }: SendingSurroundings, afterBeat: State): State {
    switch (state) {
      case 'wait':
        if (begins) return 'write';
        return asked >= 0 && accepted ? 'allocate' : 'wait';
      case 'allocate':
        if (granted) return afterBeat;
        if (answer < 0) return 'allocate';
        return answer === results.NONE && !givesUp ? 'wait' : 'discard';
      case 'write':
        return afterBeat;
      case 'indicate':
        return accepted ? 'check' : 'indicate';
      case 'check':
        if (answer < 0) return 'check';
        return answer === results.OK ? 'wait' : ends();
      case 'discard':
        if (queue.head()?.last !== true) return 'discard';
        return holds ? 'release' : 'wait';
      case 'release':
        return accepted ? 'wait' : 'release';
    }
  }

  return {
    waitsForBuffer() {
      queue.advance();
      const first = queue.head();
      const waits = state === 'wait' ? first !== undefined && !queue.isShort() : state === 'allocate';
      if (state === 'wait' && first !== undefined) message = first;
      reusing = reuse?.applies(message.kind, message.tag) === true ? message.tag : -1;
      return waits && reusing < 0;
    },
    asks: () => asked,
    asksInline: () => inline && asked === operations.INDICATE,
    goesInline: () => begins,
    dropsInline: () => drops,
    step(surroundings) {
      const room = run.frame[ready] === 1 && queue.hasRoom();
      checkReady(reclaim?.inReady(room) ?? room);
      const granted = state === 'allocate' && surroundings.answer === results.OK;
      const beat = queue.head();
      const short = beat !== undefined && queue.isShort();
      begins = state === 'wait' && short && surroundings.slotFree;
      const writing = beat !== undefined && (state === 'write' || granted);
      const counts = writing && beat.bytes > 0 && !(beat.last && beat.abort);
      const overflows = counts && length === bufferBytes;
      const wants = counts && !overflows;
      checkTooLong(overflows);
      const served = surroundings.write(wants, inline);
      const written = writing && !overflows && (served || !wants);
      const completes = written && beat.last && !beat.abort;
      if (state === 'wait') asked = beat === undefined || short ? -1 : operations.ALLOCATE;
      else if (state === 'release') asked = operations.DEALLOCATE;
      else asked = completes || state === 'indicate' ? operations.INDICATE : -1;
      const reuses = asked === operations.ALLOCATE && reusing >= 0;
      reuse?.asks(reuses ? reusing : -1);
      if (reuses) asked = -1;
      checkRequest(asked >= 0);

      const afterBeat =
        beat === undefined ? 'write' : stateAfter(beat, overflows, written, surroundings.accepted);
      const next = reuses ? 'allocate' : nextState(granted, surroundings, afterBeat);
      drops =
        inline &&
        state !== 'wait' &&
        next === 'wait' &&
        !(state === 'check' && surroundings.answer === results.OK);
      if (state === 'wait') {
        holds = false;
        length = 0;
        inline = begins;
      }
      if (granted) holds = true;
      if (served) length += beat!.bytes;
      if (written || overflows || state === 'discard') queue.take();
      state = next;
    },
    accept(bytes, last, abort, { kind, tag }) {
      queue.push({ bytes, last, abort, kind, tag });
    },
    restart() {
      queue.restart();
      inline = false;
      begins = false;
      drops = false;
      state = 'wait';
      holds = false;
      length = 0;
      asked = -1;
      reusing = -1;
    },
  };
}
