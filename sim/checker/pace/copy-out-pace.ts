// SPDX-License-Identifier: Apache-2.0
import { operations, parties, results } from '../../reference-model/index.ts';
import { type Side, senderAnswer } from '../area.ts';
import type { Run } from '../run.ts';
import { bitCheck } from './bit-check.ts';
import { createCopyPace } from './copy-pace.ts';
import { createQueueHead } from './queue-head.ts';

/** Where the messages of a leg are passed on to. */
export interface CopyDestination {
  readonly side: Side;
  /** One cycle ago an allocation could have begun there. */
  wasAvailable(): boolean;
}

/** What the lane knows of its messages in a cycle. */
export interface CopyOutMessages {
  /** A message of the leg was put into its temporary buffer in this cycle. */
  received(leg: number): boolean;
  /** The oldest message of the leg may be passed on: it needs no server thread, or one is free. */
  threadFree(leg: number): boolean;
  /** Tag of the held call whose buffer the oldest message of the leg gets, or -1. */
  reusing(leg: number): number;
  /** The oldest message of the leg goes in an inline slot. */
  isInline(leg: number): boolean;
  /** It begins to. */
  goesInline(leg: number): void;
  /** Words of the message being passed on. */
  words(): number;
}

/** When a lane out of temporary buffers asks, writes and indicates; its two legs take turns. */
export interface CopyOutPace {
  step(): void;
  /** A message of the leg could be passed on, had it a buffer in the other area. */
  waitsForBuffer(leg: number): boolean;
  /** The operation that the lane asks for in the area of a leg, or -1. */
  asks(leg: number): number;
  /** It is about a message in an inline slot. */
  asksInline(leg: number): boolean;
  restart(): void;
}

export function createCopyOutPace(
  run: Run,
  lane: string,
  destinations: readonly [CopyDestination, CopyDestination],
  messages: CopyOutMessages,
): CopyOutPace {
  const engine = createCopyPace();
  const where = `${lane}, passing on`;
  const checkRequest = destinations.map(({ side }) =>
    bitCheck(run, {
      rule: 'pace',
      where,
      signal: `${side.area.name}.${side.party === 0 ? 'first' : 'second'}_port.sender_request`,
      high: `an operation of ${side.area.name} is asked for: a message can go on there, and it is its turn`,
      low: `no operation of ${side.area.name} is asked for`,
    }),
  );
  const checkDone = bitCheck(run, {
    rule: 'pace',
    where,
    signal: `${lane}.forwarding.done`,
    high: 'the last word is written',
    low: 'no last word is written',
  });
  const heads = [createQueueHead(), createQueueHead()] as const;
  const asked = [-1, -1];
  /** For each leg, the tag of the held call whose buffer its oldest message gets, or -1. */
  const reusing = [-1, -1];
  let state: 'select' | 'allocate' | 'copy' | 'indicate' = 'select';
  let leg = 0;
  /** The message goes in an inline slot. */
  let inline = false;
  /** The leg that goes first when both could. */
  let turn = 0;

  const waits = (index: number) => heads[index]!.waiting() && messages.threadFree(index);
  const short = (index: number) => heads[index]!.waiting() && messages.isInline(index);
  const slotFree = (index: number) => {
    const { area, party } = destinations[index]!.side;
    const { inline } = area.model;
    return inline !== undefined && inline.rings[party].used < inline.slots;
  };
  const could = (index: number) =>
    waits(index) &&
    (short(index) ? slotFree(index) : destinations[index]!.wasAvailable() || reusing[index]! >= 0);

  return {
    waitsForBuffer(index) {
      reusing[index] = heads[index]!.waiting() ? messages.reusing(index) : -1;
      return waits(index) && !short(index) && reusing[index]! < 0;
    },
    asks: (index) => asked[index]!,
    asksInline: (index) => inline && asked[index] === operations.INDICATE,
    step() {
      const chosen = could(turn) ? turn : 1 - turn;
      asked[0] = -1;
      asked[1] = -1;
      const begins = state === 'select' && could(chosen);
      const goesInline = begins && short(chosen);
      if (begins && !goesInline) asked[chosen] = operations.ALLOCATE;
      const reused = asked[chosen] === operations.ALLOCATE ? reusing[chosen]! : -1;
      if (reused >= 0) asked[chosen] = -1;
      for (let index = 0; index < 2; index += 1) {
        const { area, party } = destinations[index]!.side;
        if (party === parties.SECOND) area.reuse?.asks(index === chosen ? reused : -1);
      }
      if (state === 'indicate') asked[leg] = operations.INDICATE;
      for (let index = 0; index < 2; index += 1) checkRequest[index]!(asked[index]! >= 0);

      const { side } = destinations[leg]!;
      const answer = senderAnswer(side);
      const granted = state === 'allocate' && (inline || answer === results.OK);
      if (granted && inline) messages.goesInline(leg);
      const writeReady = inline || side.writes.isFree();
      if (granted) engine.take(messages.words());
      for (let index = 0; index < 2; index += 1) {
        const own = engine.writes() && index === leg;
        destinations[index]!.side.writes.step(own, own && inline);
      }
      const completes = engine.completes(writeReady);
      checkDone(completes);
      engine.step(writeReady, false, true);

      for (let index = 0; index < 2; index += 1) {
        heads[index]!.step(messages.received(index), granted && index === leg);
      }
      const asking = state === 'select' ? chosen : leg;
      const accepted = goesInline || reused >= 0 || destinations[asking]!.side.port.event.senderAccepted;
      if (state === 'select' && accepted) {
        state = 'allocate';
        leg = chosen;
        inline = goesInline;
        turn = 1 - chosen;
      } else if (state === 'allocate' && (granted || answer >= 0)) state = granted ? 'copy' : 'select';
      else if (state === 'copy' && completes) state = 'indicate';
      else if (state === 'indicate' && accepted) state = 'select';
    },
    restart() {
      engine.restart();
      for (const head of heads) head.restart();
      asked.fill(-1);
      reusing.fill(-1);
      state = 'select';
      leg = 0;
      inline = false;
      turn = 0;
    },
  };
}
