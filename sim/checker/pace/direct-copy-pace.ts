// SPDX-License-Identifier: Apache-2.0
import { operations, parties, results } from '../../reference-model/index.ts';
import { type Side, senderAnswer } from '../area.ts';
import type { Run } from '../run.ts';
import { bitCheck } from './bit-check.ts';
import { createCopyPace } from './copy-pace.ts';
import { createReceivingRequests } from './receiving-requests.ts';

/** When a leg of the direct path takes, asks, copies, frees and indicates: each as soon as the step before allows it. */
export interface DirectCopyPace {
  /** `reusing`: tag of the held call whose buffer it gets, or -1. The message that waits, if one does and `mayTake`, or the one that was taken has no buffer yet; before the operations. */
  waitsForBuffer(mayTake: boolean, reusing: number, isInline: boolean): boolean;
  /** The operation that the leg asks for in this cycle, or -1. */
  asks(): number;
  /** It is about a message in an inline slot. */
  asksInline(): boolean;
  /** After the operations: a message begins to go in an inline slot as soon as one is free. */
  begin(): void;
  /** Compares what it does in this cycle. `words` of the message that is taken or passed on, and whether it goes in an inline slot. */
  step(mayTake: boolean, words: number, isInline: boolean): void;
  restart(): void;
}

type State = 'wait' | 'ask' | 'allocate' | 'copy' | 'free' | 'indicate';

export function createDirectCopyPace(
  run: Run,
  lane: string,
  source: Side,
  destination: Side,
  /** A message begins to go in an inline slot. */
  goesInline: () => void,
): DirectCopyPace {
  const engine = createCopyPace();
  const where = `${lane}, copy`;
  const requests = createReceivingRequests(run, source);
  const checkRequest = bitCheck(run, {
    rule: 'pace',
    where,
    signal: `${destination.area.name}.${destination.party === 0 ? 'first' : 'second'}_port.sender_request`,
    high: `an operation of ${destination.area.name} is asked for: nothing is to be waited for`,
    low: `no operation of ${destination.area.name} is asked for`,
  });
  const checkDone = bitCheck(run, {
    rule: 'pace',
    where,
    signal: `${lane}.done`,
    high: 'the last word is written',
    low: 'no last word is written',
  });
  let state: State = 'wait';
  let asked = -1;
  let reusing = -1;
  let inline = false;
  let grantsSlot = false;
  const slotFree = () => {
    const slots = destination.area.model.inline;
    return slots !== undefined && slots.rings[destination.party].used < slots.slots;
  };

  function nextState(granted: boolean, answered: boolean, copied: boolean): State {
    const accepted = destination.port.event.senderAccepted;
    const freed = inline || source.port.event.releaseAccepted;
    switch (state) {
      case 'wait':
        if (!source.detection.event.circuitsTake) return 'wait';
        return inline || accepted ? 'allocate' : 'ask';
      case 'ask':
        return accepted ? 'allocate' : 'ask';
      case 'allocate':
        if (!answered) return 'allocate';
        return granted ? 'copy' : 'ask';
      case 'copy':
        if (!copied) return 'copy';
        return freed ? 'indicate' : 'free';
      case 'free':
        return freed ? 'indicate' : 'free';
      case 'indicate':
        return accepted ? 'wait' : 'indicate';
    }
  }

  return {
    waitsForBuffer(mayTake, tag, isInline) {
      reusing = tag;
      const waits =
        state === 'wait'
          ? mayTake && source.detection.event.waiting
          : state === 'ask' || state === 'allocate';
      return waits && !isInline && reusing < 0;
    },
    begin() {
      grantsSlot = inline && state === 'allocate' && slotFree();
      if (grantsSlot) goesInline();
    },
    asks: () => asked,
    asksInline: () => inline && asked === operations.INDICATE,
    step(mayTake, words, isInline) {
      inline = isInline;
      requests.checkTake(state === 'wait' && mayTake);
      const asksForBuffer =
        state === 'ask' || (state === 'wait' && source.detection.event.circuitsTake && !inline);
      if (asksForBuffer) asked = operations.ALLOCATE;
      else asked = state === 'indicate' ? operations.INDICATE : -1;
      const reuses = asksForBuffer && reusing >= 0;
      if (destination.party === parties.SECOND) destination.area.reuse?.asks(reuses ? reusing : -1);
      if (reuses) asked = -1;
      checkRequest(asked >= 0);

      const answer = state === 'allocate' ? senderAnswer(destination) : -1;
      const granted = inline ? grantsSlot : answer === results.OK;
      if (granted) engine.take(words);
      const writeReady = inline || destination.writes.isFree();
      destination.writes.step(engine.writes(), inline);
      const copied = engine.completes(writeReady);
      checkDone(copied);
      requests.checkRelease(copied || state === 'free', inline);
      engine.step(writeReady, false, source.reads.step(engine.wantsRead(writeReady, false), inline));
      state = reuses ? 'allocate' : nextState(granted, granted || answer >= 0, copied);
    },
    restart() {
      engine.restart();
      state = 'wait';
      asked = -1;
      inline = false;
    },
  };
}
