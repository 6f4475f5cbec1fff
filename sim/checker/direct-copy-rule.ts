// SPDX-License-Identifier: Apache-2.0
import { monitorPassingOn } from '../monitors/index.ts';
import { isSlot, kindName, parties, results, slotNumber } from '../reference-model/index.ts';
import type { Area, PayloadPlaces, ReceivingSide, SendingSide } from './area.ts';
import type { DirectCopyPace } from './pace/direct-copy-pace.ts';
import type { RuleName } from './rules.ts';
import type { Run } from './run.ts';
import { frameWord, memoryWord, sameWord, strobeSelects } from './word-compare.ts';

/** The message that a leg passes on, and how far it is. The cycles are -1 for what has not happened. */
interface PassedMessage {
  readonly entry: number;
  readonly length: number;
  readonly tag: number;
  readonly kind: number;
  readonly held: boolean;
  readonly words: number;
  readonly takenIn: number;
  /** Its buffer in the other area, or -1. */
  other: number;
  read: number;
  lastReadIn: number;
  written: number;
  copiedIn: number;
  freedIn: number;
}

/** A leg of the direct path: one message at a time, and its steps in the order of claims 1 and 2. */
export interface DirectCopyRule {
  /** What the area sees that messages come from. */
  readonly receiver: ReceivingSide;
  /** What the area sees that they go to. */
  readonly sender: SendingSide;
  /** The message begins to go in an inline slot of the other area. */
  goesInline(): void;
  /** Gives it what follows when the leg acts. */
  connect(pace: DirectCopyPace): void;
  /** Reads the signals, before the operations of the cycle. */
  sample(): void;
  /** After the operations of the cycle. */
  afterOperations(): void;
  /** Compares when the leg acts, after the words of this cycle. */
  pace(): void;
  /** Whether the copy is complete, after that. */
  finishCycle(): void;
  unfinished(): string | undefined;
  restart(): void;
}

/** What a leg of the direct path lies between. */
export interface DirectLeg {
  /** Instance below the top. */
  readonly lane: string;
  readonly source: Area;
  /** Counts the words that it writes. */
  readonly counter: string;
  /** The party of its source that it is. */
  readonly party: 0 | 1;
  /** Where the words are that it writes. */
  readonly written: PayloadPlaces;
  readonly destination: Area;
  /** A message of this kind may be taken in this cycle. */
  mayTake(kind: number): boolean;
  /** A message of this kind is taken. */
  taken(kind: number): void;
  /** A held return gets its buffer in the area that it goes to, and keeps the one that it came in. */
  keep(destinationEntry: number, sourceEntry: number): void;
}

export function createDirectCopyRule(run: Run, leg: DirectLeg): DirectCopyRule {
  const { lane, source, destination, written: places } = leg;
  const monitor = monitorPassingOn(run.binding, lane);
  const { event } = monitor;
  const { lanes } = source.payload;
  const wordBytes = 4 * lanes;
  const place = run.log.place(lane);
  const signals = ['state', 'done'].map((name) => run.binding.pathOf(`${lane}.${name}`));
  const laneCycles = run.counters.place(leg.counter);
  let message: PassedMessage | undefined;
  /** The message before, while the next one is taken in the cycle in which it is indicated. */
  let leaving: PassedMessage | undefined;
  let pace: DirectCopyPace | undefined;
  /** The message indicated last was a held call. */
  let sentHeld = false;
  /** The message that waits may be taken in this cycle. */
  let mayTake = false;

  function fail(rule: RuleName, expected: string, actual: string, step = 'claims 1 and 2'): never {
    return run.fail({ rule, where: `${lane}, copy`, step, expected, actual, signals });
  }
  /** Where a word stands in the memory of an area, in 32-bit lanes. */
  const wordAt = (area: Area, entry: number, offset: number) =>
    (area.payload.starts[entry]! + offset) * lanes;

  const receiver: ReceivingSide = {
    taken({ entry, length, tag, kind, held }) {
      if (message !== undefined && message.freedIn < 0) {
        fail('copy', 'one message at a time is passed on', `entry ${entry} is taken`);
      }
      leaving = message;
      leg.taken(kind);
      message = {
        entry,
        length,
        tag,
        kind,
        held,
        words: Math.ceil(length / wordBytes),
        takenIn: run.cycle,
        other: -1,
        read: 0,
        lastReadIn: -1,
        written: 0,
        copiedIn: -1,
        freedIn: -1,
      };
    },
    wordRead(entry, offset) {
      const may = message !== undefined && message.other >= 0 && message.read < message.words;
      if (!may || entry !== message!.entry || offset !== message!.read) {
        fail(
          'copy',
          may
            ? `word ${message!.read} of entry ${message!.entry} is read`
            : 'nothing is read: no message has its buffer in the other area',
          `word ${offset} of entry ${entry} is read`,
        );
      }
      message!.read += 1;
      message!.lastReadIn = run.cycle;
    },
    frees(entry) {
      const copied = message !== undefined && message.copiedIn >= 0 && message.freedIn < 0;
      if (!copied || entry !== message!.entry || message!.copiedIn >= run.cycle) {
        fail(
          'freed after the copy',
          message === undefined
            ? 'nothing is freed: no message is passed on'
            : `entry ${message.entry} is freed once, after its ${message.words} words are written`,
          `entry ${entry} is freed after ${message?.written ?? 0} words`,
          '712 of Fig. 7',
        );
      }
      message!.freedIn = run.cycle;
    },
  };

  const sender: SendingSide = {
    passedHeld: () => sentHeld,
    waitsForBuffer() {
      // While the message before is indicated, the next one may be taken already.
      const next =
        message !== undefined && message.freedIn < 0 ? message : source.model.queues[leg.party].head();
      const reuses = leg.party === parties.FIRST && destination.reuse?.applies(next.kind, next.tag) === true;
      return pace!.waitsForBuffer(mayTake, reuses ? next.tag : -1, isSlot(source.model.inline, next.entry));
    },
    asks: () => pace!.asks(),
    asksInline: () => pace!.asksInline(),
    allocated(number) {
      if (message === undefined || message.other >= 0 || message.takenIn >= run.cycle) {
        fail(
          'marshaling',
          'a buffer of the other area is allocated once for each message, after it was taken',
          `entry ${number} is allocated`,
        );
      }
      message.other = number;
      if (leg.party === parties.FIRST && message.held) leg.keep(number, message.entry);
      run.log.add('direct copy begins', run.cycle, place, message.entry, number);
    },
    wordWritten(number, offset) {
      const due = message !== undefined && message.other === number && message.written === offset;
      // A word is on the way for one cycle, so what is read in this one cannot be written yet.
      const read = message === undefined ? 0 : message.read - (message.lastReadIn === run.cycle ? 1 : 0);
      if (!due || offset >= read) {
        fail(
          'marshaling',
          message === undefined
            ? 'nothing is written: no message is passed on'
            : `word ${message.written} of entry ${message.other} is next, and ${read} words were read`,
          `word ${offset} of entry ${number} is written`,
        );
      }
      const bytes = Math.min(wordBytes, message!.length - offset * wordBytes);
      const at = wordAt(source, message!.entry, offset);
      const selected = strobeSelects(run, places.strobeAt, lanes, bytes);
      if (!selected || !sameWord(run, places.dataAt, source.payload, at, lanes, bytes)) {
        fail(
          'copy',
          `word ${offset} of entry ${message!.entry}: ${memoryWord(source.payload, at, lanes, bytes)}`,
          selected ? frameWord(run, places.dataAt, lanes, bytes) : 'not all of its bytes are written',
        );
      }
      run.counters.add(laneCycles, 1);
      message!.written += 1;
    },
    indicates(number, length, tag, kind, code) {
      const sent = leaving ?? message;
      if (
        sent === undefined ||
        number !== sent.other ||
        sent.freedIn < 0 ||
        sent.freedIn >= run.cycle ||
        code !== results.OK ||
        length !== sent.length ||
        tag !== sent.tag ||
        kind !== sent.kind
      ) {
        fail(
          'indication',
          sent === undefined
            ? 'no indication: no message is passed on'
            : `entry ${sent.other} with ${sent.length} bytes, tag ${sent.tag}, ${kindName(sent.kind)}, once entry ${sent.entry} is free (it is${sent.freedIn < 0 ? ' not' : ''}), accepted`,
          `entry ${number} with ${length} bytes, tag ${tag}, ${kindName(kind)}, result ${code}`,
        );
      }
      run.log.add('sent on', run.cycle, place, number);
      sentHeld = sent.held;
      if (leaving === undefined) message = undefined;
      leaving = undefined;
    },
    frees(number) {
      fail('withdrawn message', 'the kernel sends what it allocated for', `it frees entry ${number}`);
    },
  };

  return {
    receiver,
    sender,
    goesInline() {
      const inline = destination.model.inline!;
      // The kernel is the other party of each of its areas.
      const party = leg.party === parties.FIRST ? parties.SECOND : parties.FIRST;
      sender.allocated(slotNumber(inline, party, inline.rings[party].next));
    },
    connect(itsPace) {
      pace = itsPace;
    },
    afterOperations() {
      pace!.begin();
    },
    pace() {
      const inline = message !== undefined && isSlot(source.model.inline, message.entry);
      pace!.step(mayTake, message?.words ?? 0, inline);
    },
    sample() {
      monitor.sample(run.frame);
      const queue = source.model.queues[leg.party];
      mayTake = queue.size > 0 && leg.mayTake(queue.head().kind);
    },
    finishCycle() {
      if (leaving !== undefined) {
        fail('copy', `entry ${leaving.other} is indicated before the next message is taken`, 'it is not');
      }
      if (!event.done) return;
      if (message === undefined || message.copiedIn >= 0 || message.written !== message.words) {
        fail(
          'copy',
          message === undefined
            ? 'no copy is complete: there is none'
            : `complete after ${message.words} words`,
          `complete after ${message?.written ?? 0} words`,
        );
      }
      message.copiedIn = run.cycle;
      run.log.add('direct copy complete', run.cycle, place, message.entry, message.other);
    },
    unfinished: () =>
      message === undefined
        ? undefined
        : `entry ${message.entry} of ${source.name} is being passed on to ${destination.name}`,
    restart() {
      message = undefined;
      leaving = undefined;
      mayTake = false;
      pace!.restart();
    },
  };
}
