// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { messageKinds } from '../../hdl-gen/circuits/codes.ts';
import type { Model } from '../../sim/harness/index.ts';
import { createTestbench, cycles, join, type Task } from '../../sim/tasks/index.ts';
import { buildGenerated, type GeneratedModel, resetUntilReady } from '../support/generated-model.ts';
import { testWithSeeds } from '../support/seeded.ts';
import { type CommandResult, type Party, party, type StreamMessage } from './party.ts';

const file = 'testbenches/blocks/hostile.test.ts';
const { NOTICE, CALL, RETURN } = messageKinds;
const buffers = 3;
const bufferBytes = 64;
const wordBytes = 4;
const threads = 3;
const pointerOf = (entry: number) => entry * bufferBytes;

let channel: GeneratedModel;
beforeAll(async () => {
  channel = await buildGenerated({
    parties: 'two',
    buffers,
    bufferBytes,
    threads,
    dataWidth: 32,
    temporaryBuffers: 2,
  });
}, 180_000);

/** A channel out of reset with a user at each side. */
function open(seed = 1) {
  const model = channel.create(seed);
  onTestFinished(() => model.dispose());
  resetUntilReady(model);
  const testbench = createTestbench(model);
  return { model, testbench, first: party(model, 'first'), second: party(model, 'second') };
}

function run<Result>(body: (scene: ReturnType<typeof open>) => Task<Result>): Result {
  const scene = open();
  return scene.testbench.run(() => body(scene));
}

function flags(model: Model): number {
  const probe = channel.manifest.probes.find(({ name }) => name === 'area.control_ram.flags')!;
  const { frame } = model.sampler([probe.path]);
  model.settle();
  return frame[0]!;
}

const all = 2 ** buffers - 1;

/** Commands receive at this party from now on. */
function receiveByCommand(model: Model, name: string): void {
  model.port(`${name}_receive_by_command`).value = 1;
}

function* allocate(user: Party): Task<CommandResult> {
  const result = yield* user.command('ALLOCATE');
  expect(result.code).toBe('OK');
  expect(result.pointer).toBe(pointerOf(result.entry));
  return result;
}

function* free(user: Party, entry: number): Task<void> {
  const { code } = yield* user.command('DEALLOCATE', { entry, pointer: pointerOf(entry) });
  expect(code).toBe('OK');
}

const bytesOf = (length: number, first = 1) =>
  Uint8Array.from({ length }, (_, index) => (first + index) & 255);

describe('T1: both parties allocate at once', () => {
  test('and never get the same buffer, whoever comes first', () => {
    const { model, testbench, first, second } = open();
    for (let round = 0; round < 40; round += 1) {
      const held: Record<string, number[]> = { first: [], second: [] };
      const takeAll = (name: 'first' | 'second', user: Party) =>
        testbench.fork(function* () {
          if (round % 3 > 0) yield cycles(round % 3);
          for (;;) {
            const { code, entry } = yield* user.command('ALLOCATE');
            if (code !== 'OK') return code;
            held[name]!.push(entry);
          }
        }, name);
      testbench.run(function* () {
        const tasks = [takeAll('first', first), takeAll('second', second)];
        for (const task of tasks) {
          yield join(task);
          expect(task.result).toBe('NONE');
        }
        expect([...held['first']!, ...held['second']!].sort(), `round ${round}`).toEqual([0, 1, 2]);
        expect(held['second']!.length, 'the last one is kept for returns').toBeGreaterThan(0);
        for (const entry of held['first']!) yield* free(first, entry);
        for (const entry of held['second']!) yield* free(second, entry);
        yield cycles(4);
      });
      expect(flags(model)).toBe(all);
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
      expect(flags(model)).toBe(all & ~(1 << entry));
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
      expect(flags(model)).toBe(all);
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
      expect(flags(model)).toBe(all & ~(1 << entry));
      yield* free(first, entry);
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
      expect(flags(model)).toBe(all & ~(1 << entry));
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
      expect(flags(model)).toBe(all);
    }
  });
});

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
      expect(flags(model)).toBe(all);
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
      expect(flags(model)).toBe(all);
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
      expect(flags(model)).toBe(all);
    }));
});

describe('T16: misuse of the handshake', () => {
  testWithSeeds(
    file,
    'commands withdrawn, changed while they wait and back to back: answered once each, and the other party is not disturbed',
    (random) => {
      const { model, testbench, first, second } = open();
      const port = (name: string) => model.port(`first_${name}`);
      const messages = Array.from(
        { length: 30 },
        (_, index): StreamMessage => ({
          bytes: random.fill(new Uint8Array(random.below(bufferBytes + 1))),
          tag: index % threads,
          kind: NOTICE,
        }),
      );
      let accepted = false;
      let results = 0;
      testbench.onSample(() => {
        expect(port('result_valid').value, `cycle ${model.cycles}`).toBe(Number(accepted));
        if (port('result_valid').value === 1) {
          results += 1;
          expect(port('result_code').value, 'nothing that a stranger asks for is granted').toBeGreaterThan(0);
        } else {
          for (const field of ['code', 'entry', 'pointer', 'length', 'tag', 'kind']) {
            expect(port(`result_${field}`).value).toBe(0);
          }
        }
        accepted = port('command_valid').value === 1 && port('command_ready').value === 1;
      });
      testbench.run(function* () {
        testbench.fork(() => second.send(messages));
        testbench.fork(() => first.send(messages));
        const meddling = testbench.fork(function* meddle() {
          for (let cycle = 0; cycle < 1500; cycle += 1) {
            port('command_valid').value = random.below(2);
            // Indicate, detect and deallocate: the stream holds all buffers, so each of them is to be refused.
            port('command_operation').value = 1 + random.below(3);
            for (const field of ['entry', 'pointer', 'length', 'tag', 'kind']) {
              port(`command_${field}`).value = random.next32() & 0xffff;
            }
            port('window_valid').value = random.below(2);
            port('window_write').value = random.below(2);
            port('window_entry').value = random.below(4);
            port('window_strobe').value = random.below(16);
            yield cycles(1);
          }
          port('command_valid').value = 0;
          port('window_valid').value = 0;
        });
        const pauses = { random: random.fork(), probability: 0.2 };
        const atFirst = testbench.fork(() => first.receive(messages.length, pauses));
        expect(yield* second.receive(messages.length)).toEqual(messages);
        yield join(atFirst);
        expect(atFirst.result).toEqual(messages);
        yield join(meddling);
        yield cycles(20);
      });
      expect(results).toBeGreaterThan(100);
      expect(flags(model)).toBe(all);
    },
  );
});

describe('T17: power-up', () => {
  test.each([1, 2, 3, 4, 5])(
    'whatever the state was (seed %i), nothing is granted before the area is initialized',
    (seed) => {
      const model = channel.create(seed);
      onTestFinished(() => model.dispose());
      model.port('rst').value = 1;
      for (const name of ['first', 'second']) {
        model.port(`${name}_command_valid`).value = 1;
        model.port(`${name}_window_valid`).value = 1;
        model.port(`${name}_out_ready`).value = 1;
      }
      for (let cycle = 0; cycle < 2; cycle += 1) {
        model.settle();
        model.edge();
      }
      model.port('rst').value = 0;
      let waited = 0;
      for (; waited < 100; waited += 1) {
        model.settle();
        if (model.port('ready').value === 1) break;
        for (const name of ['first', 'second']) {
          for (const output of [
            'command_ready',
            'window_ready',
            'result_valid',
            'window_done',
            'out_valid',
            'interrupt',
            'pending',
            'error_code',
          ]) {
            expect(model.port(`${name}_${output}`).value, `${name}_${output} in cycle ${waited}`).toBe(0);
          }
        }
        model.edge();
      }
      expect(waited).toBe(buffers);
    },
  );
});
