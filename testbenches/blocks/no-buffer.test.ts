// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { messageKinds } from '../../hdl-gen/circuits/codes.ts';
import type { Model } from '../../sim/harness/index.ts';
import { createTestbench, cycles, join, type Task } from '../../sim/tasks/index.ts';
import { buildEmbodiment, embodiments } from '../support/embodiments.ts';
import { type GeneratedModel, resetOnce, resetUntilReady } from '../support/generated-model.ts';
import { type Party, party } from './party.ts';

const { CALL, RETURN } = messageKinds;
const bytes = Uint8Array.of(1, 2, 3, 4, 5, 6);

describe('requests that find no buffer are given up', () => {
  let channel: GeneratedModel;
  beforeAll(async () => {
    channel = await buildEmbodiment('searching');
  }, 180_000);

  function start(): Model {
    const model = channel.create(1);
    onTestFinished(() => model.dispose());
    resetUntilReady(model);
    return model;
  }

  /** The cycle and tag of each message that the stream of the first says it gave up. */
  function* watch(model: Model, length: number, seen: number[]): Task {
    for (let cycle = 0; cycle < length; cycle += 1) {
      if (model.port('first_in_aborted').value === 1) seen.push(model.port('first_in_aborted_tag').value);
      yield cycles(1);
    }
  }

  function* takeAll(first: Party): Task<number[]> {
    const pointers: number[] = [];
    for (;;) {
      const { code, pointer } = yield* first.command('ALLOCATE');
      if (code !== 'OK') {
        expect(code).toBe('NONE');
        return pointers;
      }
      pointers.push(pointer);
    }
  }

  test('once, with the tag, and swallowed; the same message passes when a buffer is free again', () => {
    const model = start();
    const testbench = createTestbench(model);
    const [first, second] = [party(model, 'first'), party(model, 'second')];
    const seen: number[] = [];
    testbench.run(function* () {
      const pointers = yield* takeAll(first);
      expect(pointers, 'all but the one that is kept for a return').toEqual([0, 64, 128]);
      const watching = testbench.fork(() => watch(model, 60, seen));
      yield* first.send([{ bytes, tag: 2, kind: CALL }]);
      yield join(watching);
      expect(seen, 'messages given up').toEqual([2]);
      expect(first.lastError()).toEqual({ code: 'NONE', entry: 0, tag: 2 });
      expect((yield* first.command('DEALLOCATE', { entry: 1, pointer: 64 })).code).toBe('OK');
      yield* first.send([{ bytes, tag: 2, kind: CALL }]);
      expect(yield* second.receive(1)).toEqual([{ bytes, tag: 2, kind: CALL }]);
    });
  });

  test('but returns wait: they are never given up', () => {
    const model = start();
    const testbench = createTestbench(model);
    const [first, second] = [party(model, 'first'), party(model, 'second')];
    expect(Object.keys(model.ports).filter((name) => name.includes('aborted'))).toEqual([
      'first_in_aborted',
      'first_in_aborted_tag',
    ]);
    testbench.run(function* () {
      yield* first.send([{ bytes, tag: 1, kind: CALL }]);
      yield* second.receive(1);
      const pointers: { entry: number; pointer: number }[] = [];
      for (;;) {
        const { code, entry, pointer } = yield* second.command('ALLOCATE');
        if (code !== 'OK') break;
        pointers.push({ entry, pointer });
      }
      expect(pointers).toHaveLength(embodiments.searching.buffers);
      const sending = testbench.fork(() => second.send([{ bytes, tag: 1, kind: RETURN }]));
      yield cycles(200);
      expect(second.lastError().code).toBe('OK');
      expect((yield* second.command('DEALLOCATE', pointers[0]!)).code).toBe('OK');
      yield join(sending);
      expect(yield* first.receive(1)).toEqual([{ bytes, tag: 1, kind: RETURN }]);
    });
  });
});

describe('a second area', () => {
  test('is tried when the first has nothing free; its buffers are freed by their pointers', async () => {
    const gateway = await buildEmbodiment('second');
    const model = gateway.create(1);
    onTestFinished(() => model.dispose());
    resetOnce(model);
    const first = party(model, 'client');
    createTestbench(model).run(function* () {
      const free = (entry: number, pointer: number) => first.command('DEALLOCATE', { entry, pointer });
      yield cycles(30);
      expect(model.port('ready').value, 'nobody has used the gateway').toBe(0);
      expect((yield* free(4, 256)).code, 'before it is there').toBe('ERR_NOT_FOUND');
      expect(model.port('ready').value).toBe(1);
      for (const entry of [0, 1, 2, 3, 4, 5, 6]) {
        const { code, pointer, entry: got } = yield* first.command('ALLOCATE');
        expect({ code, pointer, entry: got }, 'of the first area, then of the second').toEqual({
          code: 'OK',
          pointer: 64 * entry,
          entry,
        });
      }
      expect((yield* first.command('ALLOCATE')).code, 'the last is kept for a return').toBe('NONE');
      expect((yield* free(5, 64)).code, 'the pointer of another entry').toBe('ERR_NOT_FOUND');
      expect((yield* free(5, 320)).code).toBe('OK');
      expect((yield* free(5, 320)).code).toBe('ERR_NOT_ALLOCATED');
      expect((yield* first.command('ALLOCATE')).entry).toBe(5);
    });
  }, 180_000);
});
