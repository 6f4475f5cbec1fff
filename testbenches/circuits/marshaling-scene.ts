// SPDX-License-Identifier: Apache-2.0
import { expect } from 'vitest';
import { operations, resultCodes } from '../../hdl-gen/circuits/codes.ts';
import type { Sizes } from '../../hdl-gen/circuits/sizes.ts';
import type { Random } from '../../sim/tasks/index.ts';
import type { Circuit } from '../support/circuit.ts';
import { wordOf, wordsFor } from './data-circuits.ts';

/** A message as the sender pushes it. */
export interface Message {
  readonly bytes: Uint8Array;
  readonly tag: number;
  readonly kind: number;
  readonly withdrawn: boolean;
  /** Strobes of the last beat, where they are not those that the length asks for. */
  readonly finalStrobe: number | undefined;
  /** The last word is followed by a beat without bytes that ends the message. */
  readonly emptyLastBeat?: boolean;
}

/** What became of a message, as the world around the circuit sees it. */
export type Outcome =
  | { readonly kind: 'sent'; readonly length: number }
  | { readonly kind: 'too long' | 'withdrawn' | 'refused' | 'swallowed' };

interface BeatOfMessage {
  readonly ports: Readonly<Record<string, number | bigint>>;
}

/** The beats of a message; beats before the last carry misleading strobes, tags and withdrawals. */
export function beatsOf(message: Message, { wordBytes }: Sizes): BeatOfMessage[] {
  const { bytes, tag, kind, withdrawn, finalStrobe, emptyLastBeat } = message;
  const count = Math.max(1, wordsFor(bytes.length, wordBytes)) + Number(emptyLastBeat ?? false);
  return Array.from({ length: count }, (_, index) => {
    const last = index === count - 1;
    const left = Math.max(0, Math.min(wordBytes, bytes.length - index * wordBytes));
    const whole = (1n << BigInt(left)) - 1n;
    return {
      ports: {
        in_data: wordOf(bytes, wordBytes, index),
        in_strobe: last ? (finalStrobe ?? whole) : index % 2 === 0 ? 0 : 2,
        in_last: Number(last),
        in_abort: Number(last ? withdrawn : index % 2),
        in_tag: index === 0 ? tag : 0,
        in_kind: index === 0 ? kind : 3,
      },
    };
  });
}

/** Bytes that a receiver must get: up to the first hole in the strobes of the last beat. */
function lengthOf(message: Message, wordBytes: number): number {
  const { bytes, finalStrobe } = message;
  if (finalStrobe === undefined) return bytes.length;
  const lanes = Array.from({ length: wordBytes }, (_, lane) => lane);
  const inLast = lanes.find((lane) => !((finalStrobe >> lane) & 1)) ?? wordBytes;
  return (Math.max(1, wordsFor(bytes.length, wordBytes)) - 1) * wordBytes + inLast;
}

/** A message as a careless or hostile sender might push it. */
export function randomMessage(random: Random, sizes: Sizes): Message {
  const { bufferBytes } = sizes.configuration;
  const lengths = [0, 1, bufferBytes - 1, bufferBytes, bufferBytes + 1, random.below(3 * bufferBytes)];
  const length = random.chance(0.5) ? random.below(bufferBytes + 1) : lengths[random.below(lengths.length)]!;
  return {
    bytes: random.fill(new Uint8Array(length)),
    tag: random.below(sizes.configuration.threads),
    kind: random.below(3),
    withdrawn: random.chance(0.1),
    finalStrobe: random.chance(0.2) ? random.below(2 ** Math.min(sizes.wordBytes, 31)) : undefined,
  };
}

export interface World {
  /** Whether an interface pauses in this cycle; asked for each one by itself. */
  readonly stall: () => boolean;
  /** Whether an indication is refused. */
  readonly refuse: () => boolean;
  /** Result of an allocation; OK if not given. */
  readonly allocate?: () => number;
}

/**
 * Pushes messages through the marshaling circuit in a world of a control port and a payload memory, and checks every
 * request and every written word on the way.
 */
export function runMarshaling(
  marshal: Circuit,
  sizes: Sizes,
  messages: readonly Message[],
  { stall, refuse, allocate = () => resultCodes.OK }: World,
): Outcome[] {
  const { wordBytes, bufferWords } = sizes;
  const { buffers, bufferBytes } = sizes.configuration;
  const memory = new Map<number, bigint>();
  const outcomes: Outcome[] = [];
  const beats = messages.flatMap((message) => beatsOf(message, sizes));
  let held: number | undefined;
  let refused = false;
  let tooLong = false;
  let offered = false;
  let answer: { code: number; entry: number; allocates: boolean } | undefined;
  let idle = 0;
  for (let cycle = 0; outcomes.length < messages.length; cycle += 1) {
    const message = messages[outcomes.length]!;
    const beat = beats[0];
    offered = beat !== undefined && (offered || !stall());
    const writeReady = !stall();
    marshal.drive({
      ready: 1,
      in_valid: Number(offered),
      ...beat?.ports,
      write_ready: Number(writeReady),
      sender_accepted: 0,
      sender_done: Number(answer !== undefined),
      sender_code: answer?.code ?? 0,
      sender_allocated: Number(answer?.allocates === true && answer.code === resultCodes.OK),
      sender_allocated_entry: answer?.entry ?? 0,
      sender_allocated_pointer: (answer?.entry ?? 0) * bufferBytes,
    });
    if (answer?.allocates && answer.code === resultCodes.OK) held = answer.entry;
    answer = undefined;

    const accepts = marshal.read('sender_request') === 1 && !stall();
    if (accepts) marshal.drive({ sender_accepted: 1 });
    if (marshal.read('write_valid') === 1 && writeReady) {
      const address = marshal.read('write_address');
      expect(held, `cycle ${cycle}: a word is written without a buffer`).toBeDefined();
      expect(Math.floor(address / bufferWords), `cycle ${cycle}: word ${address} in buffer ${held}`).toBe(
        held,
      );
      memory.set(address, marshal.readWide('write_data'));
    }
    if (marshal.read('too_long') === 1) {
      expect(tooLong, 'a message is reported once').toBe(false);
      expect([marshal.read('too_long_entry'), marshal.read('too_long_tag')]).toEqual([held, message.tag]);
      tooLong = true;
    }
    const operation = marshal.read('sender_operation');
    const entry = marshal.read('sender_entry');
    if (accepts && operation === operations.ALLOCATE) {
      expect(held).toBeUndefined();
      const code = allocate();
      answer = { code, entry: (outcomes.length * 3 + 1) % buffers, allocates: true };
      if (code === resultCodes.ERR_RANGE) outcomes.push({ kind: 'swallowed' });
    } else if (accepts && operation === operations.INDICATE) {
      const length = lengthOf(message, wordBytes);
      expect(entry).toBe(held);
      expect({
        length: marshal.read('sender_length'),
        tag: marshal.read('sender_tag'),
        kind: marshal.read('sender_kind'),
      }).toEqual({
        length,
        tag: message.tag,
        kind: message.kind,
      });
      for (let word = 0; word < wordsFor(length, wordBytes); word += 1) {
        const bits = 8n * BigInt(Math.min(wordBytes, length - word * wordBytes));
        const mask = (1n << bits) - 1n;
        expect((memory.get(entry * bufferWords + word) ?? 0n) & mask).toBe(
          wordOf(message.bytes, wordBytes, word) & mask,
        );
      }
      memory.clear();
      refused = refuse();
      answer = { code: refused ? resultCodes.ERR_TAG : resultCodes.OK, entry: 0, allocates: false };
      if (!refused) {
        outcomes.push({ kind: 'sent', length });
        held = undefined;
      }
    } else if (accepts) {
      expect([operation, entry]).toEqual([operations.DEALLOCATE, held]);
      if (!refused && !tooLong) expect(message.withdrawn).toBe(true);
      outcomes.push({ kind: refused ? 'refused' : tooLong ? 'too long' : 'withdrawn' });
      memory.clear();
      refused = false;
      tooLong = false;
      held = undefined;
      answer = { code: resultCodes.OK, entry: 0, allocates: false };
    }
    const passed = offered && marshal.read('in_ready') === 1;
    if (passed) {
      beats.shift();
      offered = false;
    }
    idle = passed || accepts ? 0 : idle + 1;
    expect(idle, `cycle ${cycle}: nothing goes on`).toBeLessThan(500);
    marshal.clock();
  }
  return outcomes;
}
