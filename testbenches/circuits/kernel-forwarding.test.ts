// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from 'vitest';
import { messageKinds, operations, resultCodes } from '../../hdl-gen/circuits/codes.ts';
import { temporaryFields } from '../../hdl-gen/circuits/reference.ts';
import type { ModelLibrary } from '../../sim/harness/index.ts';
import { createRandom } from '../../sim/tasks/index.ts';
import { startCircuit } from '../support/circuit.ts';
import { packFields } from '../support/packed-fields.ts';
import { testWithSeeds } from '../support/seeded.ts';
import { buildDataCircuits, shapes, wordOf, wordsFor } from './data-circuits.ts';

const file = 'testbenches/circuits/kernel-forwarding.test.ts';
const legs = ['request', 'return'] as const;
type Leg = (typeof legs)[number];
/** The area into which each leg goes. */
const areaOf = { request: 'server', return: 'client' } as const;

interface Waiting {
  readonly length: number;
  readonly tag: number;
  readonly kind: number;
  readonly temporary: number;
}

interface World {
  readonly stall: () => boolean;
  /** Whether an area has a buffer in this cycle. */
  readonly available: (area: 'server' | 'client') => boolean;
  /** Whether an allocation that was accepted finds nothing after all, as a search may. */
  readonly nothing: () => boolean;
  /** Whether a server thread ends in this cycle, if one runs. */
  readonly threadEnds: () => boolean;
}

const unhindered: World = {
  stall: () => false,
  available: () => true,
  nothing: () => false,
  threadEnds: () => true,
};

describe.each(shapes)('the lane of the kernel out of temporary buffers of $title', (shape) => {
  const { sizes } = shape;
  const { wordBytes, bufferWords } = sizes;
  const { buffers, bufferBytes, temporaryBuffers, threads, serverThreads } = sizes.configuration;
  let library: ModelLibrary;
  beforeAll(async () => {
    library = await buildDataCircuits(shape);
  }, 180_000);

  /** Passes all messages on and checks copies, indications and threads; returns who was indicated when. */
  function run(waiting: Readonly<Record<Leg, readonly Waiting[]>>, world: World) {
    const noise = createRandom(3);
    const temporaries = Array.from({ length: temporaryBuffers * bufferWords }, () =>
      wordOf(noise.fill(new Uint8Array(wordBytes)), wordBytes, 0),
    );
    const forwarding = startCircuit(library, 'forwarding', { server_threads_limit: serverThreads });
    const popped = { request: 0, return: 0 };
    const areas = { server: new Map<number, bigint>(), client: new Map<number, bigint>() };
    const order: { leg: Leg; cycle: number }[] = [];
    const givenBack: number[] = [];
    type Answer = { readonly code: number; readonly allocates: boolean };
    const answers: { server?: Answer | undefined; client?: Answer | undefined } = {};
    let current: { leg: Leg; message: Waiting; entry: number } | undefined;
    let running = 0;
    let mostRunning = 0;
    let entry = 0;
    let data = 0n;
    const total = waiting.request.length + waiting.return.length;
    for (let cycle = 0; order.length < total; cycle += 1) {
      const returned = running > 0 && world.threadEnds();
      forwarding.drive({ call_returned: Number(returned), read_data: data });
      const writeReady = { server: !world.stall(), client: !world.stall() };
      for (const leg of legs) {
        const area = areaOf[leg];
        const next = waiting[leg][popped[leg]];
        const head = { ...next, address: (next?.temporary ?? 0) * bufferWords };
        const answer = answers[area];
        forwarding.drive({
          [`${leg}_head_valid`]: Number(next !== undefined),
          [`${leg}_head`]:
            next === undefined ? 0n : packFields(temporaryFields(sizes), head as Record<string, number>),
          [`${area}_available`]: Number(world.available(area)),
          [`${area}_write_ready`]: Number(writeReady[area]),
          [`${area}_sender_accepted`]: 0,
          [`${area}_sender_done`]: Number(answer !== undefined),
          [`${area}_sender_code`]: answer?.code ?? 0,
          [`${area}_sender_allocated`]: Number(answer?.allocates === true && answer.code === resultCodes.OK),
          [`${area}_sender_allocated_entry`]: entry,
          [`${area}_sender_allocated_pointer`]: entry * bufferBytes,
        });
        answers[area] = undefined;
      }
      for (const leg of legs) {
        if (forwarding.read(`${leg}_pop`) === 0) continue;
        const message = waiting[leg][popped[leg]]!;
        expect(current, 'one message at a time').toBeUndefined();
        current = { leg, message, entry };
        popped[leg] += 1;
        if (leg === 'request' && message.kind === messageKinds.CALL) running += 1;
      }
      if (returned) running -= 1;
      mostRunning = Math.max(mostRunning, running);
      for (const leg of legs) {
        const area = areaOf[leg];
        if (forwarding.read(`${area}_write_valid`) === 1 && writeReady[area]) {
          expect(current?.leg).toBe(leg);
          areas[area].set(
            forwarding.read(`${area}_write_address`),
            forwarding.readWide(`${area}_write_data`),
          );
        }
        if (forwarding.read(`${area}_sender_request`) === 0 || world.stall()) continue;
        forwarding.drive({ [`${area}_sender_accepted`]: 1 });
        if (forwarding.read(`${area}_sender_operation`) === operations.ALLOCATE) {
          expect(current).toBeUndefined();
          entry = (entry + 1) % buffers;
          answers[area] = { code: world.nothing() ? resultCodes.NONE : resultCodes.OK, allocates: true };
          continue;
        }
        const { message, entry: buffer } = current!;
        expect(current?.leg).toBe(leg);
        expect({
          operation: forwarding.read(`${area}_sender_operation`),
          entry: forwarding.read(`${area}_sender_entry`),
          length: forwarding.read(`${area}_sender_length`),
          tag: forwarding.read(`${area}_sender_tag`),
          kind: forwarding.read(`${area}_sender_kind`),
        }).toEqual({
          operation: operations.INDICATE,
          entry: buffer,
          length: message.length,
          tag: message.tag,
          kind: message.kind,
        });
        for (let word = 0; word < wordsFor(message.length, wordBytes); word += 1) {
          expect(areas[area].get(buffer * bufferWords + word)).toBe(
            temporaries[message.temporary * bufferWords + word],
          );
        }
        expect(givenBack.at(-1), 'its temporary is free').toBe(message.temporary);
        order.push({ leg, cycle });
        answers[area] = { code: resultCodes.OK, allocates: false };
        current = undefined;
      }
      if (forwarding.read('give_back') === 1) givenBack.push(forwarding.read('give_back_number'));
      if (forwarding.read('read_valid') === 1) data = temporaries[forwarding.read('read_address')]!;
      expect(running).toBeLessThanOrEqual(serverThreads);
      expect(cycle).toBeLessThan(100_000);
      forwarding.clock();
    }
    expect(givenBack.length).toBe(total);
    return { order, mostRunning };
  }

  const message = (index: number, length: number, kind: number): Waiting => ({
    length,
    tag: index % threads,
    kind,
    temporary: index % temporaryBuffers,
  });

  test('every length from nothing to a full buffer, on both legs', () => {
    const lengths = Array.from({ length: bufferBytes + 1 }, (_, length) => length);
    run(
      {
        request: lengths.map((length) => message(length, length, messageKinds.CALL)),
        return: lengths.map((length) => message(length, bufferBytes - length, messageKinds.RETURN)),
      },
      unhindered,
    );
  });

  test('the legs take turns; a message of W words is indicated W + 3 cycles after the one before it at best', () => {
    const four = Array.from({ length: 4 }, (_, index) => message(index, bufferBytes, messageKinds.NOTICE));
    const { order } = run({ request: four, return: four }, unhindered);
    expect(order.map(({ leg }) => leg)).toEqual(Array.from({ length: 8 }, (_, index) => legs[index % 2]));
    const gaps = order.slice(1).map(({ cycle }, index) => cycle - order[index]!.cycle);
    expect(new Set(gaps)).toEqual(new Set([bufferWords + 3]));
  });

  test('calls wait for a server thread, while notices and returns of both legs go on', () => {
    const calls = Array.from({ length: serverThreads + 1 }, (_, index) =>
      message(index, 4, messageKinds.CALL),
    );
    const returns = Array.from({ length: 6 }, (_, index) => message(index, 4, messageKinds.NOTICE));
    let indicated = 0;
    const { order, mostRunning } = run(
      { request: calls, return: returns },
      {
        ...unhindered,
        threadEnds: () => {
          indicated += 1;
          return indicated > 300;
        },
      },
    );
    expect(mostRunning).toBe(serverThreads);
    expect(order.at(-1)?.leg).toBe('request');
    expect(order.at(-1)?.cycle).toBeGreaterThan(300);
    expect(order.at(-2)?.cycle).toBeLessThan(200);
  });

  test.each(legs)('no buffer in the other area of the %s leg does not hold up the other leg', (blocked) => {
    const four = Array.from({ length: 4 }, (_, index) => message(index, 8, messageKinds.NOTICE));
    let cycles = 0;
    const { order } = run(
      { request: four, return: four },
      {
        ...unhindered,
        available: (area) => {
          cycles += 1;
          return area !== areaOf[blocked] || cycles > 400;
        },
      },
    );
    const other = blocked === 'request' ? 'return' : 'request';
    expect(order.map(({ leg }) => leg)).toEqual([...Array(4).fill(other), ...Array(4).fill(blocked)]);
  });

  testWithSeeds(
    file,
    'random messages, stalls, empty searches, areas without a buffer, threads that end late',
    (random) => {
      const some = (kinds: readonly number[]) =>
        Array.from({ length: 60 }, (_, index) =>
          message(
            index,
            random.chance(0.4) ? random.below(wordBytes + 2) : random.below(bufferBytes + 1),
            kinds[random.below(kinds.length)]!,
          ),
        );
      const stalls = random.chance(0.5) ? 0.5 : 0.1;
      run(
        {
          request: some([messageKinds.CALL, messageKinds.CALL, messageKinds.NOTICE]),
          return: some([messageKinds.RETURN, messageKinds.NOTICE]),
        },
        {
          stall: () => random.chance(stalls),
          available: () => random.chance(0.7),
          nothing: () => random.chance(0.2),
          threadEnds: () => random.chance(0.05),
        },
      );
    },
  );
});
