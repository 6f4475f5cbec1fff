// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { messageKinds } from '../../hdl-gen/circuits/codes.ts';
import { presets } from '../../hdl-gen/configuration/index.ts';
import { parseManifest } from '../../sim/manifest/index.ts';
import { openRegisters } from '../../sim/session/index.ts';
import { createTestbench, cycles, type Task } from '../../sim/tasks/index.ts';
import { buildGenerated, type GeneratedModel, resetUntilReady } from '../support/generated-model.ts';
import { party } from './party.ts';

const { CALL, RETURN, NOTICE } = messageKinds;
const bytes = (...values: number[]) => Uint8Array.from(values);
const few = 40;

describe('buffers of calls that are held, and of those that are not', () => {
  let gateway: GeneratedModel;
  beforeAll(async () => {
    gateway = await buildGenerated(presets['tiny-gateway']);
  }, 180_000);

  function start() {
    const model = gateway.create(1);
    onTestFinished(() => model.dispose());
    resetUntilReady(model);
    const registers = openRegisters(model, parseManifest(JSON.stringify(gateway.manifest), 'the manifest'));
    const probes = ['client_area', 'server_area'].map(
      (area) => gateway.manifest.probes.find(({ name }) => name === `${area}.control_ram.flags`)!.path,
    );
    const { frame } = model.sampler(probes);
    /** Entries in use in each area. */
    const used = () => {
      model.settle();
      return [...frame].map((flags) => [0, 1, 2, 3].filter((entry) => ((flags >>> entry) & 1) === 0));
    };
    return {
      model,
      registers,
      used,
      client: party(model, 'client'),
      server: party(model, 'server'),
      run: (body: () => Task) => createTestbench(model).run(body, { maximumCycles: 5_000 }),
    };
  }

  test.each([
    { mode: 'early', hold: 0, served: [[], []] },
    { mode: 'hold', hold: 1, served: [[0], [0]] },
  ])('$mode: what a call owns while it is served', ({ hold, served }) => {
    const { registers, used, client, server, run } = start();
    registers.write({ hold });
    run(function* () {
      yield* client.send([{ bytes: bytes(1, 2, 3, 4, 5), tag: 2, kind: CALL }]);
      expect(yield* server.receive(1)).toMatchObject([{ tag: 2, kind: CALL }]);
      yield cycles(few);
      expect(used()).toEqual(served);
      yield* server.send([{ bytes: bytes(9, 8, 7), tag: 2, kind: RETURN }]);
      expect(yield* client.receive(1)).toEqual([{ bytes: bytes(9, 8, 7), tag: 2, kind: RETURN }]);
      yield cycles(few);
      expect(used()).toEqual([[], []]);
    });
  });

  test('a call stays what it was when it was indicated; notices are never held', () => {
    const { registers, used, client, server, run } = start();
    const send = function* (tag: number, kind: number): Task {
      yield* client.send([{ bytes: bytes(tag), tag, kind }]);
      yield* server.receive(1);
      yield cycles(few);
    };
    run(() => send(1, CALL));
    registers.write({ hold: 1 });
    run(() => send(2, CALL));
    run(() => send(3, NOTICE));
    registers.write({ hold: 0 });
    expect(used()).toEqual([[0], [0]]);
    run(function* () {
      yield* server.send([{ bytes: bytes(7), tag: 1, kind: RETURN }]);
      yield* client.receive(1);
      yield cycles(few);
      expect(used()).toEqual([[0], [0]]);
      yield* server.send([{ bytes: bytes(8), tag: 2, kind: RETURN }]);
      yield* client.receive(1);
      yield cycles(few);
      expect(used()).toEqual([[], []]);
    });
  });

  test('commands return in the buffer that they detected, and only where its call is held', () => {
    const { model, registers, used, client, server, run } = start();
    model.port('server_receive_by_command').value = 1;
    const call = function* (tag: number): Task<{ entry: number; pointer: number }> {
      yield* client.send([{ bytes: bytes(tag, tag), tag, kind: CALL }]);
      yield cycles(few);
      const { code, entry, pointer } = yield* server.command('DETECT');
      expect(code).toBe('OK');
      return { entry, pointer };
    };
    run(function* () {
      const { entry, pointer } = yield* call(0);
      const answer = yield* server.command('INDICATE', { entry, length: 2, tag: 0, kind: RETURN });
      expect(answer.code).toBe('ERR_OWNER');
      expect((yield* server.command('DEALLOCATE', { entry, pointer })).code).toBe('OK');
    });
    registers.write({ hold: 1 });
    run(function* () {
      const { entry } = yield* call(1);
      expect(yield* server.write(entry, 0, 0x0605n)).toBe('OK');
      const notice = yield* server.command('INDICATE', { entry, length: 2, tag: 1, kind: NOTICE });
      expect(notice.code).toBe('ERR_OWNER');
      const answer = yield* server.command('INDICATE', { entry, length: 2, tag: 1, kind: RETURN });
      expect(answer.code).toBe('OK');
      yield cycles(few);
      // As long as the client has not taken it the server area keeps its buffer, too.
      expect(used()).toEqual([[0], [0]]);
      expect(yield* client.receive(1)).toEqual([{ bytes: bytes(5, 6), tag: 1, kind: RETURN }]);
      yield cycles(few);
      expect(used()).toEqual([[], []]);
    });
  });

  test('what the circuits keep cannot be answered by a command from elsewhere', () => {
    const { registers, client, server, run } = start();
    registers.write({ hold: 1 });
    run(function* () {
      yield* client.send([{ bytes: bytes(1), tag: 3, kind: CALL }]);
      yield* server.receive(1);
      const { entry } = yield* server.command('ALLOCATE');
      const answer = yield* server.command('INDICATE', { entry, length: 0, tag: 3, kind: RETURN });
      expect(answer.code).toBe('ERR_TAG');
    });
  });

  test('a command that takes a call which was answered before leaves the next call of its tag alone', () => {
    const { model, registers, used, client, server, run } = start();
    model.port('server_receive_by_command').value = 1;
    run(function* () {
      yield* client.send([{ bytes: bytes(1), tag: 1, kind: CALL }]);
      yield cycles(few);
      const { entry } = yield* server.command('ALLOCATE');
      const answer = yield* server.command('INDICATE', { entry, length: 0, tag: 1, kind: RETURN });
      expect(answer.code).toBe('OK');
      expect(yield* client.receive(1)).toMatchObject([{ tag: 1, kind: RETURN }]);
    });
    registers.write({ hold: 1 });
    run(function* () {
      yield* client.send([{ bytes: bytes(2), tag: 1, kind: CALL }]);
      yield cycles(few);
      const taken = yield* server.command('DETECT');
      expect((yield* server.command('DEALLOCATE', taken)).code).toBe('OK');
      model.port('server_receive_by_command').value = 0;
      expect(yield* server.receive(1)).toMatchObject([{ bytes: bytes(2), kind: CALL }]);
      yield* server.send([{ bytes: bytes(3), tag: 1, kind: RETURN }]);
      expect(yield* client.receive(1)).toMatchObject([{ bytes: bytes(3), kind: RETURN }]);
      yield cycles(few);
      expect(used()).toEqual([[], []]);
    });
  });

  test('a return waits until its call has been read to the end: its bytes are still in the buffer', () => {
    const { model, registers, client, server } = start();
    registers.write({ hold: 1 });
    const call = Uint8Array.from({ length: 64 }, (_, index) => index);
    const testbench = createTestbench(model);
    let sent = false;
    const answering = function* (): Task {
      yield* server.send([{ bytes: call.map((byte) => 255 - byte), tag: 1, kind: RETURN }]);
      sent = true;
    };
    testbench.run(
      function* () {
        yield* client.send([{ bytes: call, tag: 1, kind: CALL }]);
        yield cycles(4 * few);
        testbench.fork(answering);
        yield cycles(4 * few);
        expect(sent).toBe(false);
        expect(yield* server.receive(1)).toEqual([{ bytes: call, tag: 1, kind: CALL }]);
        const [answer] = yield* client.receive(1);
        expect(answer!.bytes).toEqual(call.map((byte) => 255 - byte));
      },
      { maximumCycles: 5_000 },
    );
  });

  test('a return that is withdrawn leaves the buffer with its call', () => {
    const { model, registers, used, client, server, run } = start();
    registers.write({ hold: 1 });
    run(function* () {
      yield* client.send([{ bytes: bytes(1), tag: 0, kind: CALL }]);
      yield* server.receive(1);
      model.port('server_in_abort').value = 1;
      yield* server.send([{ bytes: bytes(1, 2), tag: 0, kind: RETURN }]);
      model.port('server_in_abort').value = 0;
      yield cycles(few);
      expect(used()).toEqual([[0], [0]]);
      yield* server.send([{ bytes: bytes(4), tag: 0, kind: RETURN }]);
      expect(yield* client.receive(1)).toEqual([{ bytes: bytes(4), tag: 0, kind: RETURN }]);
    });
  });
});
