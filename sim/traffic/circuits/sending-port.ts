// SPDX-License-Identifier: Apache-2.0
import type { Message, MessageKind, Side } from '../carrier.ts';
import { type Circuits, partyName } from './circuits.ts';
import { wordWriter } from './word-access.ts';

/** The numbers of the kinds at the ports. */
export const KIND_NUMBERS: Readonly<Record<MessageKind, number>> = { notice: 0, call: 1, return: 2 };

/** Feeds messages into the stream port of a party, one after another, one beat per cycle. */
export interface SendingPort {
  /** Queues a message behind those that wait. */
  send(message: Message): void;
  /** Messages whose last beat was not accepted yet. */
  waiting(): number;
  /** Writes the inputs of the coming cycle. */
  drive(): void;
  /** Looks at the outputs of the cycle; true when a beat was accepted in it. */
  sample(): boolean;
}

/** Creates the sending side of a party. Messages must be at most `largestMessage` bytes. */
export function createSendingPort(circuits: Circuits, side: Side): SendingPort {
  const { manifest } = circuits;
  const prefix = `${partyName(manifest, side)}_in`;
  const port = (name: string) => circuits.port(`${prefix}_${name}`);
  const [valid, ready, data, strobe] = [port('valid'), port('ready'), port('data'), port('strobe')];
  const [last, tag, kind] = [port('last'), port('tag'), port('kind')];
  const writeWord = wordWriter(data);
  const wordBytes = data.width / 8;
  const partsPerWord = data.width / 32;
  const fullStrobe = (1n << BigInt(wordBytes)) - 1n;
  const bytes = new Uint8Array(Math.ceil(manifest.configuration.bufferBytes / wordBytes) * wordBytes);
  const parts = new Uint32Array(bytes.buffer);
  const queue: Message[] = [];
  let head = 0;
  let offering = false;
  let passed = false;
  let length = 0;
  let offset = 0;

  function begin(message: Message): void {
    length = message.bytes.length;
    offset = 0;
    bytes.set(message.bytes);
    // The bytes of an earlier message must not follow the last one of this.
    bytes.fill(0, length, Math.min(bytes.length, length + wordBytes));
    tag.value = message.tag;
    kind.value = KIND_NUMBERS[message.kind];
    valid.value = 1;
    last.value = 0;
    strobe.write(fullStrobe);
    offering = true;
  }

  function offerBeat(): void {
    writeWord(parts, (offset / wordBytes) * partsPerWord);
    if (length - offset > wordBytes) return;
    last.value = 1;
    strobe.write((1n << BigInt(length - offset)) - 1n);
  }

  function next(): Message | undefined {
    const message = queue[head];
    if (message === undefined) return undefined;
    head++;
    if (head > 1024) {
      queue.splice(0, head);
      head = 0;
    }
    return message;
  }

  return {
    send(message) {
      queue.push(message);
    },
    waiting: () => queue.length - head + Number(offering),
    drive() {
      if (passed) {
        passed = false;
        offset += wordBytes;
        if (offset < length) {
          offerBeat();
          return;
        }
        offering = false;
        valid.value = 0;
      }
      if (offering) return;
      const message = next();
      if (message === undefined) return;
      begin(message);
      offerBeat();
    },
    sample() {
      passed = offering && ready.value === 1;
      return passed;
    },
  };
}
