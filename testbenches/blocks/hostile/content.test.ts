// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { messageKinds } from '../../../hdl-gen/circuits/codes.ts';
import { cycles, join } from '../../../sim/tasks/index.ts';
import { testWithSeeds } from '../../support/seeded.ts';
import type { StreamMessage } from '../party.ts';
import {
  allocate,
  bufferBytes,
  bytesOf,
  free,
  hostileChannel,
  receiveByCommand,
  threads,
  wordBytes,
} from './scene.ts';

const file = 'testbenches/blocks/hostile/content.test.ts';
const { NOTICE, RETURN } = messageKinds;
const { open, run } = hostileChannel();

describe('T5: a reader gets no byte of an earlier message', () => {
  test('neither in the stream nor through the window, whatever the lengths were', () =>
    run(function* ({ model, testbench, first, second }) {
      const secret = bytesOf(bufferBytes, 0xa0).fill(0xa5);
      for (const length of [0, 1, 3, 4, 5, 63, 64]) {
        const short = { bytes: bytesOf(length), tag: 0, kind: NOTICE };
        model.port('second_receive_by_command').value = 0;
        yield cycles(2);
        const receiving = testbench.fork(() => second.receive(4));
        yield* first.send([...[0, 1, 2].map((tag) => ({ bytes: secret, tag, kind: NOTICE })), short]);
        yield join(receiving);
        // The stream of a party is checked to have zeros behind the last byte of a message.
        expect(receiving.result.at(-1)).toEqual(short);
        receiveByCommand(model, 'second');
        yield cycles(2);
        yield* first.send([short]);
        let detected = yield* second.command('DETECT');
        while (detected.code === 'NONE') detected = yield* second.command('DETECT');
        for (let offset = 0; offset < bufferBytes / wordBytes; offset += 1) {
          const { code, data } = yield* second.read(detected.entry, offset);
          const part = short.bytes.subarray(offset * wordBytes, (offset + 1) * wordBytes);
          expect({ code, data }).toEqual({
            code: 'OK',
            data: part.reduceRight((word, byte) => (word << 8n) | BigInt(byte), 0n),
          });
        }
        yield* free(second, detected.entry);
      }
    }));

  test('nor does a sender read what lay in the buffer it was given', () =>
    run(function* ({ testbench, first, second }) {
      const receiving = testbench.fork(() => second.receive(3));
      yield* first.send([0, 1, 2].map((tag) => ({ bytes: bytesOf(64), tag, kind: NOTICE })));
      yield join(receiving);
      yield cycles(5);
      const { entry } = yield* allocate(first);
      for (let offset = 0; offset < bufferBytes / wordBytes; offset += 1) {
        expect(yield* first.read(entry, offset)).toEqual({ code: 'OK', data: 0n });
      }
      yield* free(first, entry);
    }));
});

describe('T7: a sender changes a message after he sent it', () => {
  test('a write that meets the indication lands before it or is refused', () => {
    const outcomes = new Set<string>();
    for (let offset = -6; offset <= 6; offset += 1) {
      run(function* ({ model, testbench, first, second }) {
        receiveByCommand(model, 'second');
        const { entry } = yield* allocate(first);
        expect(yield* first.write(entry, 0, 0x11111111n)).toBe('OK');
        const write = testbench.fork(function* () {
          if (offset < 0) yield cycles(-offset);
          return yield* first.write(entry, 0, 0x22222222n);
        });
        const indicate = testbench.fork(function* () {
          if (offset > 0) yield cycles(offset);
          return yield* first.command('INDICATE', { entry, length: 4, tag: 0, kind: NOTICE });
        });
        yield join(write);
        yield join(indicate);
        expect(indicate.result.code).toBe('OK');
        const { data } = yield* second.read((yield* second.command('DETECT')).entry, 0);
        expect([write.result, data], `offset ${offset}`).toEqual(
          write.result === 'OK' ? ['OK', 0x22222222n] : ['ERR_OWNER', 0x11111111n],
        );
        outcomes.add(write.result);
      });
    }
    expect(outcomes, 'both orders were tried').toEqual(new Set(['OK', 'ERR_OWNER']));
  });

  test('neither sender nor receiver reaches a buffer that waits, nor the sender one that was received', () =>
    run(function* ({ model, first, second }) {
      receiveByCommand(model, 'second');
      const { entry } = yield* allocate(first);
      yield* first.command('INDICATE', { entry, length: 8, tag: 0, kind: NOTICE });
      for (const user of [first, second]) {
        expect(yield* user.write(entry, 0, 1n)).toBe('ERR_OWNER');
        expect(yield* user.read(entry, 0)).toEqual({ code: 'ERR_OWNER', data: 0n });
      }
      yield* second.command('DETECT');
      expect(yield* first.write(entry, 0, 1n)).toBe('ERR_OWNER');
      expect((yield* second.read(entry, 0)).code).toBe('OK');
      yield* free(second, entry);
      expect((yield* second.read(entry, 0)).code, 'T4: after it was freed').toBe('ERR_OWNER');
      expect(second.lastError()).toMatchObject({ code: 'ERR_OWNER', entry });
    }));
});

describe('T8: references change while the copy engine runs', () => {
  testWithSeeds(
    file,
    'the sender goes on with other buffers and lengths; every message is whole',
    (random) => {
      const { testbench, first, second } = open();
      const messages = Array.from(
        { length: 40 },
        (_, index): StreamMessage => ({
          bytes: random.fill(new Uint8Array(random.below(bufferBytes + 1))),
          tag: index % threads,
          kind: NOTICE,
        }),
      );
      testbench.run(function* () {
        testbench.fork(() => first.send(messages));
        const meddling = testbench.fork(function* meddle() {
          for (let round = 0; round < 100; round += 1) {
            const { code, entry } = yield* first.command('ALLOCATE');
            if (code === 'OK') {
              yield* first.write(entry, random.below(16), 0xdeadbeefn);
              yield* first.command('INDICATE', { entry, length: bufferBytes + 1 + random.below(20) });
              yield* first.command('INDICATE', { entry, length: 8, tag: 0, kind: RETURN });
              yield* free(first, entry);
            }
          }
        });
        const received = yield* second.receive(messages.length, { random: random.fork(), probability: 0.3 });
        expect(received).toEqual(messages);
        yield join(meddling);
      });
    },
  );
});
