// SPDX-License-Identifier: Apache-2.0
import { contiguousBytes, monitorReceiving } from '../monitors/index.ts';
import { type BufferMemory, kindName } from '../reference-model/index.ts';
import type { Run } from './run.ts';
import type { DirectionCounter } from './statistics.ts';
import { frameWord, memoryWord, sameWord, zeroBeyond } from './word-compare.ts';

/** A message on its way out. */
interface DueMessage {
  /** Number of its buffer, shared or temporary. */
  buffer: number;
  length: number;
  tag: number;
  kind: number;
  /** Words that may be offered; all of them when the circuits have them already. */
  available: number;
}

/** The stream on which a party receives: every beat is the next one of the oldest message. */
export interface StreamReceiver {
  /** A message will be delivered from a buffer, after all earlier ones. `available` words of it may be offered. */
  expect(buffer: number, length: number, tag: number, kind: number, available: number): void;
  /** The words of the message that is read may be offered one by one. Returns how many are, or -1 for a wrong buffer. */
  wordRead(buffer: number, offset: number): boolean;
  /** Compares the beat on offer. Returns the buffer whose last beat is taken in this cycle, or -1. */
  sample(): number;
  unfinished(): string | undefined;
  restart(): void;
}

export function createStreamReceiver(
  run: Run,
  party: string,
  memory: BufferMemory,
  mostMessages: number,
  counter: DirectionCounter,
): StreamReceiver {
  const stream = monitorReceiving(run.binding, party);
  const { event } = stream;
  const { lanes } = memory;
  const wordBytes = 4 * lanes;
  const place = run.log.place(party);
  const names = ['valid', 'ready', 'data', 'strobe', 'last', 'tag', 'kind'].map(
    (name) => `${party}_out_${name}`,
  );
  const [lastAt, tagAt, kindAt] = ['last', 'tag', 'kind'].map(
    (name) => run.binding.port(`${party}_out_${name}`).word,
  );
  const strobeWords = run.binding.port(`${party}_out_strobe`).words;
  const due = Array.from(
    { length: mostMessages },
    (): DueMessage => ({ buffer: 0, length: 0, tag: 0, kind: 0, available: 0 }),
  );
  let first = 0;
  let size = 0;
  let beat = 0;

  const wordsOf = ({ length }: DueMessage) => Math.ceil(length / wordBytes);
  function fail(expected: string, actual: string): never {
    return run.fail({
      rule: 'delivery',
      where: `${party}, receiving`,
      step: '403 and 405 of Fig. 4',
      expected,
      actual,
      signals: names,
    });
  }

  function checkZero(): void {
    const { frame } = run;
    let strobe = 0;
    for (let word = 0; word < strobeWords; word += 1) strobe |= frame[stream.strobeAt + word]!;
    if (
      (strobe | frame[lastAt!]! | frame[tagAt!]! | frame[kindAt!]!) !== 0 ||
      !zeroBeyond(run, stream.dataAt, lanes, 0)
    ) {
      run.fail({
        rule: 'zero when not valid',
        where: `${party}, receiving`,
        expected: 'data, strobe, last, tag and kind are zero while no beat is offered',
        actual: 'one of them is not',
        signals: names,
      });
    }
  }

  function checkBeat(message: DueMessage): boolean {
    const words = wordsOf(message);
    if (words > 0 && beat >= message.available) {
      fail(
        `no beat: word ${beat} of the message in buffer ${message.buffer} was not read yet`,
        'a beat is offered',
      );
    }
    const bytes = Math.min(wordBytes, message.length - beat * wordBytes);
    const last = beat + 1 >= words;
    const strobe = contiguousBytes(run.frame, stream.strobeAt, wordBytes);
    const named = onesOf(run.frame, stream.strobeAt, strobeWords);
    if (
      event.last !== last ||
      strobe !== bytes ||
      named !== bytes ||
      event.tag !== message.tag ||
      event.kind !== message.kind
    ) {
      fail(
        `beat ${beat}: ${bytes} bytes${last ? ', the last' : ''}, tag ${message.tag}, ${kindName(message.kind)}`,
        `${strobe} bytes${named === strobe ? '' : ' and a gap'}${event.last ? ', the last' : ''}, tag ${event.tag}, ${kindName(event.kind)}`,
      );
    }
    const at = (memory.starts[message.buffer]! + beat) * lanes;
    if (
      !sameWord(run, stream.dataAt, memory, at, lanes, bytes) ||
      !zeroBeyond(run, stream.dataAt, lanes, bytes)
    ) {
      fail(
        `beat ${beat} of buffer ${message.buffer}: ${memoryWord(memory, at, lanes, bytes)}, zero beyond`,
        frameWord(run, stream.dataAt, lanes, wordBytes),
      );
    }
    return last;
  }

  return {
    expect(buffer, length, tag, kind, available) {
      if (size === mostMessages)
        throw new RangeError(`More than ${mostMessages} messages wait on '${party}'.`);
      Object.assign(due[(first + size) % mostMessages]!, { buffer, length, tag, kind, available });
      size += 1;
    },
    wordRead(buffer, offset) {
      for (let index = 0; index < size; index += 1) {
        const message = due[(first + index) % mostMessages]!;
        if (message.available < wordsOf(message)) {
          if (message.buffer !== buffer || message.available !== offset) return false;
          message.available += 1;
          return true;
        }
      }
      return false;
    },
    sample() {
      stream.sample(run.frame);
      if (!event.valid) {
        checkZero();
        return -1;
      }
      if (size === 0) fail('no beat: no message was taken', 'a beat is offered');
      const message = due[first]!;
      const last = checkBeat(message);
      if (!event.passes) return -1;
      beat += 1;
      if (!last) return -1;
      run.log.add('delivered', run.cycle, place, message.length, message.tag, message.kind);
      counter.messages += 1;
      counter.bytes += message.length;
      beat = 0;
      first = (first + 1) % mostMessages;
      size -= 1;
      return message.buffer;
    },
    unfinished: () => (size === 0 ? undefined : `${size} messages are not delivered completely`),
    restart() {
      size = 0;
      beat = 0;
    },
  };
}

function onesOf(frame: Uint32Array, at: number, words: number): number {
  let ones = 0;
  for (let word = 0; word < words; word += 1) {
    for (let bits = frame[at + word]!; bits !== 0; bits &= bits - 1) ones += 1;
  }
  return ones;
}
