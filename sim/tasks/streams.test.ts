// SPDX-License-Identifier: Apache-2.0
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Stream } from '../harness/channel.ts';
import { buildFixture } from '../harness/fixtures/build.ts';
import type { ModelLibrary } from '../harness/load-model.ts';
import type { Model } from '../harness/model.ts';
import { createRandom } from './random.ts';
import { collectStream, sendStream, streamPorts } from './streams.ts';
import { createTestbench, type Testbench } from './testbench.ts';
import { cycles, join, TestbenchTimeoutError } from './waits.ts';

let fifo: ModelLibrary;
beforeAll(async () => {
  fifo = await buildFixture('fifo');
}, 120_000);

let model: Model;
let testbench: Testbench;
let input: Stream;
let output: Stream;
beforeEach(() => {
  model = fifo.create();
  testbench = createTestbench(model);
  input = streamPorts(model, 'in', ['data']);
  output = streamPorts(model, 'out', ['data']);
  testbench.run(function* () {
    model.port('reset').value = 1;
    yield cycles(1);
    model.port('reset').value = 0;
  });
  return () => model.dispose();
});

const beatsOf = (count: number, seed: number) => {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => ({ data: random.next32() }));
};

describe('streams', () => {
  it.each([
    [0, 0],
    [0.5, 0],
    [0, 0.5],
    [0.3, 0.6],
    [0.95, 0.1],
  ])(
    'carry every beat in order when sender and receiver stall %d and %d of the time',
    (sending, receiving) => {
      const random = createRandom(42);
      const beats = beatsOf(300, 7);
      let stalledIn = 0;
      let held: string | undefined;
      testbench.onSample(() => {
        const now = `${input.valid.value} ${input.payload.data?.value}`;
        // An offered beat must stand until it is accepted.
        if (held !== undefined) expect(now).toBe(held);
        held = input.valid.value === 1 && input.ready.value === 0 ? now : undefined;
        stalledIn += Number(held !== undefined);
      });
      const received = testbench.run(
        function* () {
          const options = (stallProbability: number) => ({
            stallProbability,
            random: random.fork(),
            timeout: 500,
          });
          const sender = testbench.fork(() => sendStream(input, beats, options(sending)), 'sender');
          const collected = yield* collectStream(
            output,
            (all) => all.length === beats.length,
            options(receiving),
          );
          yield join(sender);
          expect(sender.result).toBe(beats.length);
          return collected;
        },
        { maximumCycles: 20_000 },
      );
      expect(received).toEqual(beats.map(({ data }) => ({ data: BigInt(data) })));
      if (sending < receiving) expect(stalledIn).toBeGreaterThan(0);
      expect([input.valid.value, input.payload.data?.value, output.ready.value]).toEqual([0, 0, 0]);
    },
  );

  it('pass one beat per cycle when nobody stalls', () => {
    const start = model.cycles;
    testbench.run(function* () {
      testbench.fork(() => sendStream(input, beatsOf(100, 1)));
      yield* collectStream(output, (all) => all.length === 100);
    });
    expect(model.cycles - start).toBe(101);
  });

  it('stop at a full queue and name who waits', () => {
    const run = () =>
      testbench.run(function* () {
        yield* sendStream(input, beatsOf(20, 1), { timeout: 25 });
      });
    expect(run).toThrow(TestbenchTimeoutError);
    expect(model.cycles).toBe(1 + 16 + 25);
  });

  it('end at a predicate over the beats', () => {
    const received = testbench.run(function* () {
      testbench.fork(() => sendStream(input, [{ data: 5 }, { data: 6n }, { data: 0 }, { data: 9 }]));
      return yield* collectStream(output, (all) => all.at(-1)?.data === 0n);
    });
    expect(received).toEqual([{ data: 5n }, { data: 6n }, { data: 0n }]);
  });

  it.each<[string, () => Generator, string]>([
    [
      'a stall without random numbers',
      () => sendStream(input, [], { stallProbability: 0.5 }),
      'needs a source of random numbers',
    ],
    [
      'a stall for ever',
      () => collectStream(output, () => true, { stallProbability: 1, random: createRandom(1) }),
      "Stream 'out' has stall probability 1",
    ],
    [
      'a beat with another field',
      () => sendStream(input, [{ date: 1 }]),
      "Beat 0 for stream 'in' lacks the field 'data'.",
    ],
    [
      'a beat with one field more',
      () => sendStream(input, [{ data: 1, last: 1 }]),
      'has the fields data, last; it needs: data.',
    ],
  ])('refuse %s', (_, task, message) => {
    expect(() => task().next()).toThrow(message);
  });

  it('refuse ports that are not there', () => {
    expect(() => streamPorts(model, 'in', ['date'])).toThrow("'fifo' has no port 'in_date'");
  });
});
