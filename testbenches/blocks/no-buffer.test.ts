// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { messageKinds } from '../../hdl-gen/circuits/codes.ts';
import type { Model } from '../../sim/harness/index.ts';
import { createTestbench, cycles, join, type Task } from '../../sim/tasks/index.ts';
import { buildGenerated, type GeneratedModel, resetUntilReady } from '../support/generated-model.ts';
import { type Party, party } from './party.ts';

const tiny = { buffers: 4, bufferBytes: 64, dataWidth: 32, threads: 4 } as const;
const { CALL, RETURN } = messageKinds;
const bytes = Uint8Array.of(1, 2, 3, 4, 5, 6);

describe('requests that find no buffer are given up', () => {
  let gateway: GeneratedModel;
  beforeAll(async () => {
    gateway = await buildGenerated({ parties: 'three', ...tiny, memory: 'on-demand', noBuffer: 'abort' });
  }, 180_000);

  function start(): Model {
    const model = gateway.create(1);
    onTestFinished(() => model.dispose());
    resetUntilReady(model);
    return model;
  }

  /** The cycle and tag of each message that the stream of the client says it gave up. */
  function* watch(model: Model, length: number, seen: number[]): Task {
    for (let cycle = 0; cycle < length; cycle += 1) {
      if (model.port('client_in_aborted').value === 1) seen.push(model.port('client_in_aborted_tag').value);
      yield cycles(1);
    }
  }

  function* takeAll(client: Party): Task<number[]> {
    const pointers: number[] = [];
    for (;;) {
      const { code, pointer } = yield* client.command('ALLOCATE');
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
    const [client, server] = [party(model, 'client'), party(model, 'server')];
    const seen: number[] = [];
    testbench.run(function* () {
      const pointers = yield* takeAll(client);
      expect(pointers, 'all but the one that is kept for a return').toEqual([0, 64, 128]);
      const watching = testbench.fork(() => watch(model, 60, seen));
      yield* client.send([{ bytes, tag: 2, kind: CALL }]);
      yield join(watching);
      expect(seen).toEqual([2]);
      expect(client.lastError()).toEqual({ code: 'NONE', entry: 0, tag: 2 });
      expect((yield* client.command('DEALLOCATE', { entry: 1, pointer: 64 })).code).toBe('OK');
      yield* client.send([{ bytes, tag: 2, kind: CALL }]);
      expect(yield* server.receive(1)).toEqual([{ bytes, tag: 2, kind: CALL }]);
    });
  });

  test('but returns wait: they are never given up', () => {
    const model = start();
    const testbench = createTestbench(model);
    const [client, server] = [party(model, 'client'), party(model, 'server')];
    expect(Object.keys(model.ports).filter((name) => name.includes('aborted'))).toEqual([
      'client_in_aborted',
      'client_in_aborted_tag',
    ]);
    testbench.run(function* () {
      yield* client.send([{ bytes, tag: 1, kind: CALL }]);
      yield* server.receive(1);
      const pointers: { entry: number; pointer: number }[] = [];
      for (;;) {
        const { code, entry, pointer } = yield* server.command('ALLOCATE');
        if (code !== 'OK') break;
        pointers.push({ entry, pointer });
      }
      expect(pointers).toHaveLength(tiny.buffers);
      const sending = testbench.fork(() => server.send([{ bytes, tag: 1, kind: RETURN }]));
      yield cycles(200);
      expect(server.lastError().code).toBe('OK');
      expect((yield* server.command('DEALLOCATE', pointers[0]!)).code).toBe('OK');
      yield join(sending);
      expect(yield* client.receive(1)).toEqual([{ bytes, tag: 1, kind: RETURN }]);
    });
  });
});

describe('a second area', () => {
  test('is tried when the first has nothing free; its buffers are freed by their pointers', async () => {
    const channel = await buildGenerated({
      parties: 'two',
      ...tiny,
      buffers: 3,
      noBuffer: 'second-area',
      allocator: 'scan',
    });
    const model = channel.create(1);
    onTestFinished(() => model.dispose());
    resetUntilReady(model);
    const first = party(model, 'first');
    createTestbench(model).run(function* () {
      const free = (entry: number, pointer: number) => first.command('DEALLOCATE', { entry, pointer });
      expect((yield* free(3, 192)).code, 'before it is there').toBe('ERR_NOT_FOUND');
      for (const entry of [0, 1, 2, 3, 4]) {
        const { code, pointer, entry: got } = yield* first.command('ALLOCATE');
        expect({ code, pointer, entry: got }).toEqual({ code: 'OK', pointer: 64 * entry, entry });
      }
      expect((yield* first.command('ALLOCATE')).code, 'the last is kept for a return').toBe('NONE');
      expect((yield* free(4, 64)).code, 'the pointer of another entry').toBe('ERR_NOT_FOUND');
      expect((yield* free(4, 256)).code).toBe('OK');
      expect((yield* free(4, 256)).code).toBe('ERR_NOT_ALLOCATED');
      expect((yield* first.command('ALLOCATE')).entry).toBe(4);
    });
  }, 180_000);
});
