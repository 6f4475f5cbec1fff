// SPDX-License-Identifier: Apache-2.0
import { type Circuits, partyName } from '../circuits/circuits.ts';
import { KIND_NUMBERS } from '../circuits/sending-port.ts';
import { wordWriter } from '../circuits/word-access.ts';
import type { CallTable } from './call-table.ts';
import { type Leg, patternEnd, patternPart } from './pattern.ts';
import { createThreadQueue } from './thread-queue.ts';

/** Sends one leg of calls into the stream port of a party, a message after another, a beat in each cycle. */
export interface PatternWriter {
  /** Queues the message of a thread. */
  send(thread: number): void;
  /** Writes the inputs of the coming cycle. */
  drive(): void;
  /** Looks at the outputs of the cycle: the thread whose last beat was accepted in it, MOVED for another beat, or NOTHING. */
  sample(): number;
}

/** A beat moved that does not end a message. */
export const MOVED = -1;
/** No beat moved. */
export const NOTHING = -2;

/** Requests are sent by the first party, returns by the second. */
export function createPatternWriter(circuits: Circuits, leg: Leg, calls: CallTable): PatternWriter {
  const prefix = `${partyName(circuits.manifest, leg === 'request' ? 'first' : 'second')}_in`;
  const port = (name: string) => circuits.port(`${prefix}_${name}`);
  const [valid, ready, data, strobe] = [port('valid'), port('ready'), port('data'), port('strobe')];
  const [last, tag, kind] = [port('last'), port('tag'), port('kind')];
  const writeWord = wordWriter(data);
  const wordBytes = data.width / 8;
  const wordParts = data.width / 32;
  const fullStrobe = (1n << BigInt(wordBytes)) - 1n;
  const kindNumber = KIND_NUMBERS[leg === 'request' ? 'call' : 'return'];
  const parts = new Uint32Array(wordParts);
  const queue = createThreadQueue(calls.threads);
  let thread = -1;
  let seed = 0;
  let part = 0;
  let bytesLeft = 0;
  let passed = false;

  function offerBeat(): void {
    if (bytesLeft > wordBytes) {
      for (let index = 0; index < wordParts; index++) parts[index] = patternPart(seed, part + index);
    } else {
      for (let index = 0; index < wordParts; index++) {
        parts[index] = patternEnd(seed, part + index, bytesLeft - 4 * index);
      }
      last.value = 1;
      strobe.write((1n << BigInt(bytesLeft)) - 1n);
    }
    writeWord(parts, 0);
  }

  function begin(): void {
    thread = queue.shift();
    seed = calls.seeds[leg][thread]!;
    bytesLeft = calls.bytes[leg][thread]!;
    part = 0;
    valid.value = 1;
    tag.value = thread;
    kind.value = kindNumber;
    last.value = 0;
    strobe.write(fullStrobe);
    offerBeat();
  }

  return {
    send: (sender) => queue.push(sender),
    drive() {
      if (passed) {
        passed = false;
        part += wordParts;
        bytesLeft -= wordBytes;
        if (bytesLeft > 0) {
          offerBeat();
          return;
        }
        thread = -1;
        if (queue.length === 0) valid.value = 0;
      }
      if (thread === -1 && queue.length > 0) begin();
    },
    sample() {
      if (thread === -1 || ready.value === 0) return NOTHING;
      passed = true;
      return bytesLeft > wordBytes ? MOVED : thread;
    },
  };
}
