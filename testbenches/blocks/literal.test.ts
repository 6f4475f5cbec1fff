// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createTestbench, cycles } from '../../sim/tasks/index.ts';
import { buildEmbodiment } from '../support/embodiments.ts';
import { type GeneratedModel, resetUntilReady } from '../support/generated-model.ts';
import { type Party, party } from './party.ts';

describe('a channel without hardening behaves as the flow charts do, literally', () => {
  let channel: GeneratedModel;
  beforeAll(async () => {
    channel = await buildEmbodiment('literal');
  }, 180_000);

  function start() {
    const model = channel.create(1);
    onTestFinished(() => model.dispose());
    resetUntilReady(model);
    return { model, first: party(model, 'first'), second: party(model, 'second') };
  }
  const free = (by: Party, entry: number, pointer = 64 * entry) =>
    by.command('DEALLOCATE', { entry, pointer });

  test('a second deallocation is answered like the first, and so is one by the other party', () => {
    const { model, first, second } = start();
    createTestbench(model).run(function* () {
      expect(yield* first.command('ALLOCATE')).toMatchObject({ code: 'OK', entry: 0 });
      expect((yield* free(first, 0)).code).toBe('OK');
      expect((yield* free(first, 0)).code).toBe('OK');
      expect(yield* second.command('ALLOCATE')).toMatchObject({ code: 'OK', entry: 0 });
      expect((yield* free(first, 0)).code, 'it frees what the other party allocated').toBe('OK');
      yield cycles(2);
      expect(yield* first.command('ALLOCATE'), 'and gets it').toMatchObject({ code: 'OK', entry: 0 });
    });
  });

  test('only a reference that names no buffer is refused', () => {
    const { model, first, second } = start();
    createTestbench(model).run(function* () {
      expect((yield* free(first, 1, 0)).code).toBe('ERR_NOT_FOUND');
      expect((yield* free(second, 2, 7)).code).toBe('ERR_NOT_FOUND');
      expect(first.lastError().code).toBe('ERR_NOT_FOUND');
    });
  });

  test('a return that nobody waits for is delivered', () => {
    const { model, first, second } = start();
    const bytes = Uint8Array.of(1, 2, 3);
    createTestbench(model).run(function* () {
      yield* second.send([{ bytes, tag: 2, kind: 2 }]);
      expect(yield* first.receive(1)).toEqual([{ bytes, tag: 2, kind: 2 }]);
    });
  });
});
