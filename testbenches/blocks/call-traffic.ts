// SPDX-License-Identifier: Apache-2.0
import { messageKinds } from '../../hdl-gen/circuits/codes.ts';
import type { Model } from '../../sim/harness/index.ts';
import { createTestbench, cycles, join, type Random, type Task, until } from '../../sim/tasks/index.ts';
import { party } from './party.ts';

const { CALL, NOTICE, RETURN } = messageKinds;

export interface CallTraffic {
  readonly calls: number;
  readonly threads: number;
  readonly bufferBytes: number;
  /** Calls that the server takes before it returns them. */
  readonly atOnce: number;
  /** The server sends a notice in front of the returns of these. */
  readonly notices?: boolean;
  readonly random: Random;
  /** How often each stream pauses, from 0 to below 1. */
  readonly pauses: number;
}

/**
 * A client that keeps every free call tag busy, and a server of one thread: it takes a few calls and takes no more before
 * it has returned these, in another order. The bytes of a return are those of its call, each one higher. Returns the cycles
 * that it took.
 * @throws TestbenchTimeoutError when nothing goes on, Error when a return is not that of its call
 */
export function runCalls(
  model: Model,
  [clientName, serverName]: readonly [string, string],
  traffic: CallTraffic,
): number {
  const { calls, threads, bufferBytes, atOnce, random, pauses, notices = false } = traffic;
  const testbench = createTestbench(model);
  const began = model.cycles;
  const client = party(model, clientName);
  const server = party(model, serverName);
  const pausing = (source: Random) => ({ random: source, probability: pauses });
  const open = new Map<number, Uint8Array>();
  const streams = {
    send: random.fork(),
    receive: random.fork(),
    serve: random.fork(),
    answer: random.fork(),
  };

  const caller = function* (): Task {
    for (let call = 0; call < calls; call += 1) {
      yield until(() => open.size < threads, { timeout: 5000, description: 'a free call tag' });
      const free = Array.from({ length: threads }, (_, tag) => tag).filter((tag) => !open.has(tag));
      const tag = free[random.below(free.length)]!;
      const bytes = random.fill(new Uint8Array(random.below(bufferBytes + 1)));
      open.set(tag, bytes);
      yield* client.send([{ bytes, tag, kind: CALL }], pausing(streams.send));
    }
  };
  const taker = function* (): Task {
    for (let call = 0; call < calls; ) {
      const [message] = yield* client.receive(1, pausing(streams.receive));
      if (notices && message!.kind === NOTICE) continue;
      const sent = open.get(message!.tag);
      if (message!.kind !== RETURN || sent === undefined || !equal(message!.bytes, answerTo(sent))) {
        throw new Error(`return ${call} with tag ${message!.tag} is not that of its call`);
      }
      open.delete(message!.tag);
      call += 1;
    }
  };
  const service = function* (): Task {
    for (let served = 0; served < calls; ) {
      const count = Math.min(1 + random.below(atOnce), calls - served);
      const batch = yield* server.receive(count, pausing(streams.serve));
      if (random.chance(0.3)) yield cycles(1 + random.below(40));
      const returns = batch
        .reverse()
        .map(({ bytes, tag }) => ({ bytes: answerTo(bytes), tag, kind: RETURN }));
      const notice = { bytes: new Uint8Array(1), tag: 0, kind: NOTICE };
      yield* server.send(notices ? [notice, ...returns] : returns, pausing(streams.answer));
      served += count;
    }
  };
  return testbench.run(
    function* () {
      const tasks = [testbench.fork(caller), testbench.fork(taker), testbench.fork(service)];
      for (const task of tasks) yield join(task);
      const took = model.cycles - began;
      // The last buffers are freed after the last beat.
      yield cycles(10);
      return took;
    },
    { maximumCycles: 200_000 },
  );
}

function answerTo(call: Uint8Array): Uint8Array {
  return call.map((byte) => byte + 1);
}

function equal(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
