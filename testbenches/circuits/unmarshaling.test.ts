// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from 'vitest';
import type { ModelLibrary } from '../../sim/harness/index.ts';
import { createRandom } from '../../sim/tasks/index.ts';
import { startCircuit } from '../support/circuit.ts';
import { testWithSeeds } from '../support/seeded.ts';
import { buildDataCircuits, shapes, wordOf, wordsFor } from './data-circuits.ts';

const file = 'testbenches/circuits/unmarshaling.test.ts';

interface Waiting {
  readonly bytes: Uint8Array;
  readonly buffer: number;
  readonly tag: number;
  readonly kind: number;
}

interface Pauses {
  readonly memory: () => boolean;
  readonly consumer: () => boolean;
  readonly release: () => boolean;
}

const unhindered: Pauses = { memory: () => false, consumer: () => false, release: () => false };

describe.each(shapes)('unmarshaling from $title', (shape) => {
  const { wordBytes, wordBits, bufferWords } = shape.sizes;
  const { bufferBytes, buffers, threads } = shape.sizes.configuration;
  let library: ModelLibrary;
  beforeAll(async () => {
    library = await buildDataCircuits(shape);
  }, 180_000);

  /** Offers the messages one after the other, checks every beat and every release; returns the cycles of the beats. */
  function run(messages: readonly Waiting[], pauses: Pauses, seed = 1): number[] {
    const noise = createRandom(seed);
    const garbage = () => wordOf(noise.fill(new Uint8Array(wordBytes)), wordBytes, 0);
    const unmarshal = startCircuit(library, 'unmarshal');
    const wanted = messages.flatMap((message) =>
      Array.from({ length: Math.max(1, wordsFor(message.bytes.length, wordBytes)) }, (_, word) => ({
        message,
        word,
      })),
    );
    const beatCycles: number[] = [];
    const releases: number[] = [];
    let taken = 0;
    let ended = 0;
    let fetched: bigint | undefined;
    let held: readonly unknown[] | undefined;
    for (let cycle = 0; releases.length < messages.length; cycle += 1) {
      const next = messages[taken];
      const memoryReady = !pauses.memory();
      const outReady = !pauses.consumer();
      const accept = !pauses.release();
      unmarshal.drive({
        source_take: 0,
        source_buffer: next?.buffer ?? 0,
        source_address: (next?.buffer ?? 0) * bufferWords,
        source_length: next?.bytes.length ?? 0,
        source_tag: next?.tag ?? 0,
        source_kind: next?.kind ?? 0,
        read_ready: Number(memoryReady),
        read_data: fetched ?? garbage(),
        out_ready: Number(outReady),
        release_accepted: 0,
      });
      if (next && unmarshal.read('source_ready') === 1) {
        unmarshal.drive({ source_take: 1 });
        taken += 1;
      }
      fetched = undefined;
      if (unmarshal.read('read_valid') === 1 && memoryReady) {
        const address = unmarshal.read('read_address');
        const current = messages[taken - 1]!;
        const word = address - current.buffer * bufferWords;
        expect(word, `cycle ${cycle}: a read beyond the message`).toBeLessThan(
          wordsFor(current.bytes.length, wordBytes),
        );
        const present = BigInt(Math.min(wordBytes, current.bytes.length - word * wordBytes)) * 8n;
        // What an earlier message left in the buffer.
        const stale = (garbage() >> present) << present;
        fetched = (wordOf(current.bytes, wordBytes, word) | stale) & ((1n << BigInt(wordBits)) - 1n);
      }
      const beat = [
        unmarshal.readWide('out_data'),
        unmarshal.readWide('out_strobe'),
        unmarshal.read('out_last'),
        unmarshal.read('out_tag'),
        unmarshal.read('out_kind'),
      ];
      if (unmarshal.read('out_valid') === 0) {
        expect(beat).toEqual([0n, 0n, 0, 0, 0]);
        expect(held, 'an offer is withdrawn').toBeUndefined();
      } else {
        const { message, word } = wanted[beatCycles.length]!;
        const left = Math.max(0, Math.min(wordBytes, message.bytes.length - word * wordBytes));
        const last = (word + 1) * wordBytes >= message.bytes.length;
        expect(beat).toEqual([
          wordOf(message.bytes, wordBytes, word),
          (1n << BigInt(left)) - 1n,
          Number(last),
          message.tag,
          message.kind,
        ]);
        held = outReady ? undefined : beat;
        if (outReady) {
          beatCycles.push(cycle);
          if (last) ended += 1;
        }
      }
      if (unmarshal.read('release_request') === 1 && accept) {
        expect(releases.length, 'freed before its last beat was taken').toBeLessThan(
          ended + (outReady ? 0 : 1),
        );
        releases.push(unmarshal.read('release_buffer'));
        unmarshal.drive({ release_accepted: 1 });
      }
      expect(cycle).toBeLessThan(100_000);
      unmarshal.clock();
    }
    expect(releases).toEqual(messages.map(({ buffer }) => buffer));
    expect(beatCycles.length).toBe(wanted.length);
    return beatCycles;
  }

  const message = (length: number, index: number): Waiting => ({
    bytes: Uint8Array.from({ length }, (_, byte) => (byte * 5 + length) & 255),
    buffer: index % buffers,
    tag: index % threads,
    kind: index % 3,
  });

  test('T5, T9: every length from nothing to a full buffer, with stale bytes behind the message', () => {
    run(
      Array.from({ length: bufferBytes + 1 }, (_, length) => message(length, length)),
      unhindered,
    );
  });

  test('the first beat is offered two cycles after the message was taken, then one per cycle, messages without a gap', () => {
    const cycles = run(
      [message(bufferBytes, 0), message(bufferBytes, 1), message(bufferBytes, 2)],
      unhindered,
    );
    expect(cycles).toEqual(Array.from({ length: 3 * bufferWords }, (_, beat) => beat + 2));
  });

  testWithSeeds(file, 'random messages with stalls of memory, consumer and control port', (random, seed) => {
    const messages = Array.from({ length: 150 }, (_, index) =>
      message(random.chance(0.3) ? random.below(2 * wordBytes) : random.below(bufferBytes + 1), index),
    );
    for (const stalls of [0.1, 0.5]) {
      const stall = () => random.chance(stalls);
      run(messages, { memory: stall, consumer: stall, release: stall }, seed);
    }
  });
});
