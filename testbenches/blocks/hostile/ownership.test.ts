// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { messageKinds } from '../../../hdl-gen/circuits/codes.ts';
import { cycles, join } from '../../../sim/tasks/index.ts';
import type { Party } from '../party.ts';
import {
  allFree,
  allocate,
  buffers,
  bytesOf,
  free,
  hostileChannel,
  pointerOf,
  receiveByCommand,
} from './scene.ts';

const { NOTICE } = messageKinds;
const { flags, open, run } = hostileChannel();

describe('T1: both parties allocate at once', () => {
  test('and never get the same buffer, whoever comes first', () => {
    const { model, testbench, first, second } = open();
    for (let round = 0; round < 40; round += 1) {
      const held = { first: [] as number[], second: [] as number[] };
      const takeAll = (name: 'first' | 'second', user: Party) =>
        testbench.fork(function* () {
          if (round % 3 > 0) yield cycles(round % 3);
          for (;;) {
            const { code, entry } = yield* user.command('ALLOCATE');
            if (code !== 'OK') return code;
            held[name].push(entry);
          }
        }, name);
      testbench.run(function* () {
        const tasks = [takeAll('first', first), takeAll('second', second)];
        for (const task of tasks) {
          yield join(task);
          expect(task.result).toBe('NONE');
        }
        expect([...held.first, ...held.second].sort(), `round ${round}`).toEqual([0, 1, 2]);
        expect(held.second.length, 'the last one is kept for returns').toBeGreaterThan(0);
        for (const entry of held.first) yield* free(first, entry);
        for (const entry of held.second) yield* free(second, entry);
        yield cycles(4);
      });
      expect(flags(model)).toBe(allFree);
    }
  });
});

describe('T2: a buffer is freed by somebody who does not hold it', () => {
  test('the other party, before and after it was sent', () =>
    run(function* ({ model, first, second }) {
      receiveByCommand(model, 'second');
      const { entry, pointer } = yield* allocate(first);
      expect((yield* second.command('DEALLOCATE', { entry, pointer })).code).toBe('ERR_OWNER');
      expect(second.lastError()).toEqual({ code: 'ERR_OWNER', entry, tag: 0 });
      expect(first.lastError().code, 'each party sees its own').toBe('OK');
      expect(flags(model)).toBe(allFree & ~(1 << entry));
      expect((yield* first.command('INDICATE', { entry, length: 4, tag: 1, kind: NOTICE })).code).toBe('OK');
      for (const user of [first, second]) {
        expect((yield* user.command('DEALLOCATE', { entry, pointer })).code, 'it waits').toBe('ERR_OWNER');
      }
      const detected = yield* second.command('DETECT');
      expect(detected).toEqual({ code: 'OK', entry, pointer, length: 4, tag: 1, kind: NOTICE });
      expect((yield* first.command('DEALLOCATE', { entry, pointer })).code).toBe('ERR_OWNER');
      expect((yield* first.command('INDICATE', { entry, length: 4, tag: 1, kind: NOTICE })).code).toBe(
        'ERR_OWNER',
      );
      yield* free(second, entry);
      yield cycles(3);
      expect(flags(model)).toBe(allFree);
    }));

  test('an entry that does not exist, and a pointer that is not that of the entry', () =>
    run(function* ({ model, first }) {
      const { entry, pointer } = yield* allocate(first);
      for (const wrong of [
        { entry: buffers, pointer: pointerOf(buffers) & 255 },
        { entry, pointer: pointer + 1 },
        { entry, pointer: pointerOf(entry + 1) },
      ]) {
        expect((yield* first.command('DEALLOCATE', wrong)).code).toBe('ERR_NOT_FOUND');
        expect(first.lastError()).toMatchObject({ code: 'ERR_NOT_FOUND', entry: wrong.entry });
      }
      expect((yield* first.command('INDICATE', { entry: buffers, length: 0 })).code).toBe('ERR_NOT_FOUND');
      expect(flags(model)).toBe(allFree & ~(1 << entry));
      yield* free(first, entry);
    }));

  test('a buffer that came with a message is not sent on, so that the reserve for returns cannot be taken', () =>
    run(function* ({ model, first, second }) {
      receiveByCommand(model, 'first');
      receiveByCommand(model, 'second');
      for (const [sender, receiver] of [
        [first, second],
        [second, first],
      ] as const) {
        const { entry } = yield* allocate(sender);
        expect((yield* sender.command('INDICATE', { entry, length: 4, tag: 1, kind: NOTICE })).code).toBe(
          'OK',
        );
        expect((yield* receiver.command('DETECT')).entry).toBe(entry);
        const again = yield* receiver.command('INDICATE', { entry, length: 4, tag: 1, kind: NOTICE });
        expect(again.code).toBe('ERR_OWNER');
        expect(receiver.lastError()).toEqual({ code: 'ERR_OWNER', entry, tag: 1 });
        yield* free(receiver, entry);
        yield cycles(3);
        expect(flags(model)).toBe(allFree);
      }
    }));

  test('a buffer that the circuits of the same party hold', () =>
    run(function* ({ model, testbench, first }) {
      testbench.fork(() => first.send([{ bytes: bytesOf(4), tag: 0, kind: NOTICE }]));
      const valid = model.port('first_in_valid');
      yield cycles(2);
      valid.value = 0;
      for (let entry = 0; entry < buffers; entry += 1) {
        const { code } = yield* first.command('DEALLOCATE', { entry, pointer: pointerOf(entry) });
        expect(['ERR_OWNER', 'ERR_NOT_ALLOCATED']).toContain(code);
      }
    }));
});

describe('T3: a buffer is freed twice', () => {
  test('by its holder: the second time it is not allocated; nobody else loses his', () =>
    run(function* ({ model, first, second }) {
      const { entry, pointer } = yield* allocate(first);
      yield* free(first, entry);
      expect((yield* first.command('DEALLOCATE', { entry, pointer })).code).toBe('ERR_NOT_ALLOCATED');
      yield cycles(3);
      const again = yield* allocate(second);
      expect(again.entry, 'the lowest free one').toBe(entry);
      expect((yield* first.command('DEALLOCATE', { entry, pointer })).code).toBe('ERR_OWNER');
      expect(flags(model)).toBe(allFree & ~(1 << entry));
    }));

  test('while the copy engine frees it: refused in every cycle around that, the message is whole, the flag set once', () => {
    for (let delay = 0; delay < 30; delay += 1) {
      const { model, testbench, first, second } = open();
      const message = { bytes: bytesOf(24), tag: 2, kind: NOTICE };
      testbench.run(function* () {
        const sending = testbench.fork(() => first.send([message]));
        const receiving = testbench.fork(() => second.receive(1));
        if (delay > 0) yield cycles(delay);
        const tries = [first, second].map((user) =>
          testbench.fork(() => user.command('DEALLOCATE', { entry: 0, pointer: pointerOf(0) })),
        );
        for (const attempt of tries) {
          yield join(attempt);
          expect(['ERR_OWNER', 'ERR_NOT_ALLOCATED'], `delay ${delay}`).toContain(attempt.result.code);
        }
        yield join(sending);
        yield join(receiving);
        expect(receiving.result).toEqual([message]);
        yield cycles(5);
      });
      expect(flags(model)).toBe(allFree);
    }
  });
});
