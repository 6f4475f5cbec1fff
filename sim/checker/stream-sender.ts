// SPDX-License-Identifier: Apache-2.0
import { contiguousBytes, monitorSending } from '../monitors/index.ts';
import { kindName, kinds, resultName, results } from '../reference-model/index.ts';
import type { Area, PayloadPlaces, SendingSide } from './area.ts';
import { createGivenMessage, type GivenMessage, restartMessage } from './given-message.ts';
import { createGivingUp } from './giving-up.ts';
import { knownField } from './known-field.ts';
import type { SendingPace } from './pace/sending-pace.ts';
import type { ReclaimRule } from './reclaim-rule.ts';
import type { RuleName } from './rules.ts';
import type { Run } from './run.ts';
import { frameWord, isGivenWord, memoryWord, strobeSelects } from './word-compare.ts';

/** The sending circuits of a party that has a stream: what they write and send is what the stream gave. */
export interface StreamSender extends SendingSide {
  /** Keeps the beat that is accepted in this cycle, after everything else. */
  sample(): void;
  /** The circuits report a message that is too long. Its entry and tag, for the error record. */
  reportTooLong(): { readonly entry: number; readonly tag: number };
  /** The message in an inline slot is withdrawn or refused: nothing is to be given back. */
  endsUnsent(): void;
  /** Tag of the message that is given up in this cycle, or -1. */
  givenUp(): number;
  /** What is not finished, for the end of a run; undefined when all is. */
  unfinished(): string | undefined;
  restart(): void;
}

/** Messages that may be inside the circuits before the oldest of them has left, besides those in a queue: one being sent and two single beats behind it. */
const fewestMessages = 4;

export function createStreamSender(
  run: Run,
  area: Area,
  party: string,
  payloadPlaces: PayloadPlaces,
  pace: SendingPace,
  mayGiveUp: boolean,
  reclaim?: ReclaimRule | undefined,
): StreamSender {
  const { inline } = area.model;
  const mostMessages =
    fewestMessages + (inline === undefined ? 0 : inline.bytes / (4 * area.payload.lanes) + 4);
  const stream = monitorSending(run.binding, party);
  const { event } = stream;
  const { lanes } = area.payload;
  const wordBytes = 4 * lanes;
  const { bufferBytes } = area.model.options;
  const place = run.log.place(party);
  const signals = ['in_valid', 'in_ready', 'in_data', 'in_strobe', 'in_last', 'in_tag', 'in_kind'].map(
    (name) => `${party}_${name}`,
  );
  const field = (name: string) => knownField(run, `${party}_in_${name}`);
  const checksOfFirst = [field('tag'), field('kind')];
  const [checkStrobe, checkAbort] = [field('strobe'), field('abort')];
  const messages = Array.from({ length: mostMessages }, () =>
    createGivenMessage(area.payload.bufferWords * lanes),
  );
  let oldest = 0;
  let given = 0;
  let open = false;
  /** Of the oldest message: its buffer or -1, words written, reported as too long, refused. */
  let entry = -1;
  let written = 0;
  let reported = false;
  let refused = false;
  const giving = mayGiveUp ? createGivingUp(run, party) : undefined;

  const current = () => messages[oldest]!;
  const newest = () => messages[(oldest + given - 1) % mostMessages]!;
  function fail(rule: RuleName, expected: string, actual: string, step?: string): never {
    return run.fail({ rule, where: `${party}, sending`, step, expected, actual, signals });
  }

  function finishMessage(): void {
    oldest = (oldest + 1) % mostMessages;
    given -= 1;
    entry = -1;
    written = 0;
    reported = false;
    refused = false;
    giving?.finish();
  }

  function begin(tag: number, kind: number): GivenMessage {
    if (given === mostMessages) {
      fail('marshaling', 'the stream waits: earlier messages are not sent yet', 'a beat is accepted');
    }
    const message = messages[(oldest + given) % mostMessages]!;
    restartMessage(message, tag, kind);
    given += 1;
    run.log.add('message begins', run.cycle, place, tag, kind);
    return message;
  }

  function keepBytes(message: GivenMessage, bytes: number): void {
    if (bytes === 0) return;
    if (message.bytes === bufferBytes) {
      message.tooLong = true;
      return;
    }
    for (let lane = 0; lane < lanes; lane += 1) {
      message.data[message.words * lanes + lane] = run.frame[stream.dataAt + lane]!;
      message.known[message.words * lanes + lane] = ~run.unknown[stream.dataAt + lane]!;
    }
    message.words += 1;
    message.bytes += bytes;
  }

  function keepBeat(): void {
    if (!open) for (const check of checksOfFirst) check();
    const message = open ? newest() : begin(event.tag, event.kind);
    open = !event.last;
    if (event.last) {
      checkStrobe();
      checkAbort();
    }
    const bytes = event.last ? contiguousBytes(run.frame, stream.strobeAt, wordBytes) : wordBytes;
    if (event.last && event.abort) message.withdrawn = true;
    else keepBytes(message, bytes);
    pace.accept(bytes, event.last, event.abort, message);
    if (event.last) {
      message.complete = true;
      run.log.add('message given', run.cycle, place, message.bytes, +message.withdrawn, +message.tooLong);
    }
  }

  /** Somebody answers a call in place of the party: a message of no bytes. */
  function keepFailure(): void {
    const tag = reclaim?.failure() ?? -1;
    if (tag < 0) return;
    pace.accept(0, true, false, begin(tag, kinds.FAILURE));
    newest().complete = true;
  }

  return {
    waitsForBuffer: pace.waitsForBuffer,
    asks: pace.asks,
    ...(inline && { asksInline: pace.asksInline }),
    endsUnsent() {
      if (!(current().withdrawn && current().complete) && !refused) {
        fail('withdrawn message', 'a message in an inline slot is sent', 'it is dropped');
      }
      finishMessage();
    },
    ...(giving && {
      givesUp() {
        // Its circuits are reset already: nobody is told.
        if (reclaim?.runs() === true) return;
        if (given === 0 || entry >= 0 || giving.holds()) {
          fail('given up', 'what is given up has begun and has no buffer', 'no such message waits');
        }
        giving.begin(current().tag);
      },
    }),
    givenUp: () => giving?.now() ?? -1,
    allocated(number) {
      if (given === 0 || entry >= 0 || giving?.holds() === true) {
        fail(
          'marshaling',
          given === 0
            ? 'no buffer is allocated: no message was given'
            : `the message stays in entry ${entry}`,
          `entry ${number} is allocated`,
          '401 and 403 of Fig. 4',
        );
      }
      entry = number;
    },
    wordWritten(number, offset) {
      const message = current();
      if (number !== entry || offset !== written || written >= message.words) {
        const next =
          given === 0 || written >= message.words ? 'nothing' : `word ${written} of entry ${entry}`;
        fail('marshaling', `${next} is written`, `word ${offset} of entry ${number} is written`);
      }
      const { dataAt, strobeAt } = payloadPlaces;
      const bytes = Math.min(wordBytes, message.bytes - written * wordBytes);
      const at = written * lanes;
      const selected = strobeSelects(run, strobeAt, lanes, bytes);
      if (!selected || !isGivenWord(run, dataAt, message, at, lanes, bytes)) {
        fail(
          'marshaling',
          `word ${written} as it was given: ${memoryWord(message, at, lanes, bytes)}`,
          selected ? frameWord(run, dataAt, lanes, bytes) : 'not all of its bytes are written',
        );
      }
      written += 1;
    },
    indicates(number, length, tag, kind, code) {
      const message = current();
      if (message.withdrawn || message.tooLong) {
        fail(
          'withdrawn message',
          `the message in entry ${entry} is ${message.withdrawn ? 'withdrawn' : 'too long'} and not indicated`,
          `entry ${number} is indicated with ${length} bytes`,
        );
      }
      const ready =
        given > 0 && entry === number && message.complete && written === message.words && !refused;
      if (!ready || length !== message.bytes || tag !== message.tag || kind !== message.kind) {
        fail(
          'indication',
          given === 0 || entry < 0
            ? 'no indication: no message is in a buffer'
            : `entry ${entry} with ${message.bytes} bytes, tag ${message.tag}, ${kindName(message.kind)}, once ${message.words} words are written (${written} are) and its last beat was given (${message.complete ? 'it was' : 'it was not'})`,
          `entry ${number} is indicated with ${length} bytes, tag ${tag}, ${kindName(kind)}`,
          '401 and 403 of Fig. 4',
        );
      }
      if (code === results.OK) finishMessage();
      else refused = true;
    },
    frees(number) {
      const message = current();
      const may = refused || (message.complete && (message.withdrawn || (message.tooLong && reported)));
      if (given === 0 || number !== entry || !may) {
        fail(
          message.tooLong && message.complete && !reported && number === entry
            ? 'too long'
            : 'withdrawn message',
          entry < 0
            ? 'nothing is freed'
            : `entry ${entry} is kept until its message is sent, withdrawn or refused`,
          `entry ${number} is freed`,
        );
      }
      finishMessage();
    },
    sample() {
      stream.sample(run.frame);
      giving?.check();
      if (event.passes && (reclaim?.accepts(event.last) ?? true)) keepBeat();
      keepFailure();
      if (giving?.holds() === true && current().complete) finishMessage();
    },
    reportTooLong() {
      const message = current();
      if (given === 0 || !message.tooLong || reported || written !== message.words) {
        fail(
          'too long',
          reported ? 'the message was reported before' : `no report of a message of ${message.bytes} bytes`,
          `${resultName(results.ERR_LENGTH)} is reported`,
        );
      }
      reported = true;
      run.log.add('too long', run.cycle, place, entry, message.tag);
      return { entry, tag: message.tag };
    },
    unfinished: () =>
      given === 0
        ? undefined
        : `a message of ${current().bytes} bytes, tag ${current().tag}, is ${entry < 0 ? 'without a buffer' : `in entry ${entry}`} and not sent`,
    restart() {
      open = false;
      given = 1;
      finishMessage();
      pace.restart();
    },
  };
}
