// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { messageKinds } from '../../../hdl-gen/circuits/codes.ts';
import { cycles, join, type Task } from '../../../sim/tasks/index.ts';
import type { Party, StreamMessage } from '../party.ts';
import {
  allFree,
  allocate,
  bufferBytes,
  bytesOf,
  free,
  hostileChannel,
  receiveByCommand,
  threads,
  wordBytes,
} from './scene.ts';

const { NOTICE, CALL, RETURN } = messageKinds;
const { flags, run } = hostileChannel();

describe('T9: lengths', () => {
  const largest = 127;
  test.each([
    [0, 'OK'],
    [1, 'OK'],
    [bufferBytes, 'OK'],
    [bufferBytes + 1, 'ERR_LENGTH'],
    [largest, 'ERR_LENGTH'],
  ] as const)(
    'an indication of %i bytes by command is %s, and a refused one leaves the buffer as it was',
    (length, expected) =>
      run(function* ({ model, first, second }) {
        receiveByCommand(model, 'second');
        const { entry } = yield* allocate(first);
        expect((yield* first.command('INDICATE', { entry, length, tag: 1, kind: CALL })).code).toBe(expected);
        if (expected === 'ERR_LENGTH') {
          expect(first.lastError()).toEqual({ code: 'ERR_LENGTH', entry, tag: 1 });
          expect((yield* second.command('DETECT')).code).toBe('NONE');
          expect((yield* first.command('INDICATE', { entry, length: 4, tag: 1, kind: CALL })).code).toBe(
            'OK',
          );
        }
        const detected = yield* second.command('DETECT');
        expect(detected).toMatchObject({ code: 'OK', entry, length: expected === 'OK' ? length : 4 });
        for (const offset of [0, bufferBytes / wordBytes - 1]) {
          expect((yield* second.read(entry, offset)).code).toBe('OK');
        }
      }),
  );

  test('a message that is too long for a buffer is reported once with its tag, and the next ones arrive', () =>
    run(function* ({ model, testbench, first, second }) {
      const good = { bytes: bytesOf(bufferBytes), tag: 1, kind: NOTICE };
      const receiving = testbench.fork(() => second.receive(4));
      for (const length of [bufferBytes + 1, 5 * bufferBytes]) {
        yield* first.send([good, { bytes: bytesOf(length), tag: 2, kind: NOTICE }, good]);
        yield cycles(30);
        expect(first.lastError()).toMatchObject({ code: 'ERR_LENGTH', tag: 2 });
        model.port('first_error_clear').value = 1;
        yield cycles(1);
        model.port('first_error_clear').value = 0;
        yield cycles(1);
        expect(first.lastError().code).toBe('OK');
      }
      yield join(receiving);
      expect(receiving.result).toEqual([good, good, good, good]);
      yield cycles(10);
      expect(flags(model)).toBe(allFree);
    }));
});

describe('T10: call tags', () => {
  /** Allocates and indicates by command; a refused message gives its buffer back. */
  function* sendByCommand(user: Party, tag: number, kind: number): Task<string> {
    const { entry } = yield* allocate(user);
    const { code } = yield* user.command('INDICATE', { entry, length: 4, tag, kind });
    if (code !== 'OK') {
      expect(user.lastError()).toEqual({ code, entry, tag });
      yield* free(user, entry);
    }
    return code;
  }

  function* take(user: Party): Task<void> {
    const { entry, code } = yield* user.command('DETECT');
    expect(code).toBe('OK');
    yield* free(user, entry);
  }

  test('by command: unknown tags, a call that is open, a return to no call, a second return, the wrong direction', () =>
    run(function* ({ model, first, second }) {
      receiveByCommand(model, 'first');
      receiveByCommand(model, 'second');
      yield cycles(2);
      expect(yield* sendByCommand(first, threads, CALL)).toBe('ERR_TAG');
      expect(yield* sendByCommand(first, threads, NOTICE)).toBe('ERR_TAG');
      expect(yield* sendByCommand(second, threads, NOTICE)).toBe('ERR_TAG');
      expect(yield* sendByCommand(second, 1, RETURN), 'nobody called').toBe('ERR_TAG');
      expect(yield* sendByCommand(second, 1, CALL), 'the second party does not call').toBe('ERR_TAG');
      expect(yield* sendByCommand(first, 1, RETURN), 'the first party does not return').toBe('ERR_TAG');
      expect(yield* sendByCommand(first, 1, 3), 'no such kind').toBe('ERR_TAG');
      expect(yield* sendByCommand(first, 1, CALL)).toBe('OK');
      expect(yield* sendByCommand(first, 1, CALL), 'it is open').toBe('ERR_TAG');
      expect(yield* sendByCommand(second, 2, RETURN), 'another thread').toBe('ERR_TAG');
      yield* take(second);
      expect(yield* sendByCommand(second, 1, RETURN)).toBe('OK');
      expect(yield* sendByCommand(second, 1, RETURN), 'a second return').toBe('ERR_TAG');
      yield* take(first);
      expect(yield* sendByCommand(first, 1, CALL), 'the thread may call again').toBe('OK');
      yield* take(second);
      yield cycles(4);
      expect(flags(model)).toBe(allFree);
    }));

  test('in the stream: a refused message is reported and its buffer comes back, the others arrive', () =>
    run(function* ({ model, testbench, first, second }) {
      const call = (tag: number): StreamMessage => ({ bytes: bytesOf(9), tag, kind: CALL });
      const atServer = testbench.fork(() => second.receive(2));
      yield* first.send([call(threads), call(1), call(1), call(2)]);
      yield join(atServer);
      expect(atServer.result).toEqual([call(1), call(2)]);
      yield cycles(20);
      expect(first.lastError()).toMatchObject({ code: 'ERR_TAG', tag: 1 });
      const back = (tag: number): StreamMessage => ({ bytes: bytesOf(5), tag, kind: RETURN });
      const atClient = testbench.fork(() => first.receive(2));
      yield* second.send([back(0), back(2), back(2), back(1)]);
      yield join(atClient);
      expect(atClient.result, 'in any order').toEqual([back(2), back(1)]);
      expect(second.lastError()).toMatchObject({ code: 'ERR_TAG', tag: 2 });
      yield cycles(10);
      expect(flags(model)).toBe(allFree);
    }));
});
