// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from 'vitest';
import { messageKinds } from '../../hdl-gen/circuits/codes.ts';
import { referenceFields, temporaryFields } from '../../hdl-gen/circuits/reference.ts';
import type { ModelLibrary } from '../../sim/harness/index.ts';
import { createRandom, type Random } from '../../sim/tasks/index.ts';
import { startCircuit } from '../support/circuit.ts';
import { packFields, unpackFields } from '../support/packed-fields.ts';
import { testWithSeeds } from '../support/seeded.ts';
import { buildDataCircuits, shapes, wordOf, wordsFor } from './data-circuits.ts';

const file = 'testbenches/circuits/kernel-reception.test.ts';
const legs = ['request', 'return'] as const;
type Leg = (typeof legs)[number];

interface Waiting {
  readonly entry: number;
  readonly length: number;
  readonly tag: number;
  readonly kind: number;
}

interface Pauses {
  readonly memory: () => boolean;
  readonly release: () => boolean;
  readonly offer: () => boolean;
}

const unhindered: Pauses = { memory: () => false, release: () => false, offer: () => false };

describe.each(shapes)('the lane of the kernel into temporary buffers of $title', (shape) => {
  const { sizes } = shape;
  const { wordBytes, bufferWords } = sizes;
  const { buffers, bufferBytes, temporaryBuffers, threads } = sizes.configuration;
  let library: ModelLibrary;
  beforeAll(async () => {
    library = await buildDataCircuits(shape);
  }, 180_000);

  /** Receives all messages of both legs and checks copies, releases and announcements; returns who was received when. */
  function run(waiting: Readonly<Record<Leg, readonly Waiting[]>>, pauses: Pauses) {
    const noise = createRandom(7);
    const areaWords = () =>
      Array.from({ length: buffers * bufferWords }, () =>
        wordOf(noise.fill(new Uint8Array(wordBytes)), wordBytes, 0),
      );
    const areas = { request: areaWords(), return: areaWords() };
    const temporaries = new Map<number, bigint>();
    const reception = startCircuit(library, 'reception');
    const taken = { request: 0, return: 0 };
    const released: Record<Leg, number[]> = { request: [], return: [] };
    const order: { leg: Leg; cycle: number }[] = [];
    const copying: { leg: Leg; message: Waiting; temporary: number }[] = [];
    const total = waiting.request.length + waiting.return.length;
    const data: Record<Leg, bigint> = { request: 0n, return: 0n };
    let temporary = 0;
    for (
      let cycle = 0;
      order.length < total || released.request.length + released.return.length < total;
      cycle += 1
    ) {
      const forReturn = !pauses.offer();
      const forRequest = forReturn && !pauses.offer();
      const ready: Record<Leg, boolean> = { request: !pauses.memory(), return: !pauses.memory() };
      for (const leg of legs) {
        const next = waiting[leg][taken[leg]];
        reception.drive({
          [`${leg}_head_valid`]: Number(next !== undefined),
          [`${leg}_head`]:
            next === undefined
              ? 0n
              : packFields(referenceFields(sizes), { ...next, pointer: next.entry * bufferBytes }),
          [`${leg}_take`]: 0,
          [`${leg}_read_ready`]: Number(ready[leg]),
          [`${leg}_read_data`]: data[leg],
          [`${leg}_release_accepted`]: 0,
        });
      }
      reception.drive({
        offer_for_request: Number(forRequest),
        offer_for_return: Number(forReturn),
        offer_number: temporary,
        offer_address: temporary * bufferWords,
      });
      expect(reception.read('request_ready') & reception.read('return_ready')).toBe(0);
      for (const leg of legs) {
        if (reception.read(`${leg}_ready`) === 0) continue;
        expect(leg === 'request' ? forRequest : forReturn).toBe(true);
        reception.drive({ [`${leg}_take`]: 1 });
        expect(reception.read('offer_take')).toBe(1);
        copying.push({ leg, message: waiting[leg][taken[leg]]!, temporary });
        taken[leg] += 1;
      }
      if (reception.read('write_valid') === 1)
        temporaries.set(reception.read('write_address'), reception.readWide('write_data'));
      for (const leg of legs) {
        if (reception.read(`${leg}_read_valid`) === 1 && ready[leg])
          data[leg] = areas[leg][reception.read(`${leg}_read_address`)]!;
        if (reception.read(`${leg}_release_request`) === 1 && !pauses.release()) {
          released[leg].push(reception.read(`${leg}_release_entry`));
          reception.drive({ [`${leg}_release_accepted`]: 1 });
        }
      }
      const received = legs.filter((leg) => reception.read(`${leg}_received`) === 1);
      expect(received.length).toBeLessThanOrEqual(1);
      for (const leg of received) {
        const { message, temporary: number, leg: expected } = copying[order.length]!;
        expect(leg).toBe(expected);
        expect(unpackFields(temporaryFields(sizes), reception.readWide('message'))).toEqual({
          temporary: number,
          address: number * bufferWords,
          length: message.length,
          tag: message.tag,
          kind: message.kind,
        });
        for (let word = 0; word < wordsFor(message.length, wordBytes); word += 1) {
          expect(temporaries.get(number * bufferWords + word)).toBe(
            areas[leg][message.entry * bufferWords + word],
          );
        }
        order.push({ leg, cycle });
      }
      expect(reception.read('call_returned')).toBe(
        Number(received[0] === 'return' && copying[order.length - 1]?.message.kind === messageKinds.RETURN),
      );
      const took = reception.read('offer_take') === 1;
      expect(cycle).toBeLessThan(100_000);
      reception.clock();
      if (took) temporary = (temporary + 1) % temporaryBuffers;
    }
    for (const leg of legs) expect(released[leg]).toEqual(waiting[leg].map(({ entry }) => entry));
    return order;
  }

  const message = (index: number, length: number, kind: number): Waiting => ({
    entry: index % buffers,
    length,
    tag: index % threads,
    kind,
  });

  test('every length from nothing to a full buffer, on both legs', () => {
    const lengths = Array.from({ length: bufferBytes + 1 }, (_, length) => length);
    run(
      {
        request: lengths.map((length) => message(length, length, messageKinds.CALL)),
        return: lengths.map((length) =>
          message(
            length + 1,
            bufferBytes - length,
            length % 2 === 0 ? messageKinds.RETURN : messageKinds.NOTICE,
          ),
        ),
      },
      unhindered,
    );
  });

  test('the legs take turns and messages follow each other without a gap', () => {
    const five = Array.from({ length: 5 }, (_, index) => message(index, bufferBytes, messageKinds.RETURN));
    const order = run({ request: five, return: five }, unhindered);
    expect(order.map(({ leg }) => leg)).toEqual(Array.from({ length: 10 }, (_, index) => legs[index % 2]));
    expect(order.map(({ cycle }) => cycle)).toEqual(
      Array.from({ length: 10 }, (_, index) => bufferWords * (index + 1)),
    );
  });

  testWithSeeds(
    file,
    'random messages, stalls, late releases and temporaries kept for returns',
    (random: Random) => {
      const some = (kinds: readonly number[]) =>
        Array.from({ length: 60 }, (_, index) =>
          message(
            index,
            random.chance(0.4) ? random.below(wordBytes + 2) : random.below(bufferBytes + 1),
            kinds[random.below(kinds.length)]!,
          ),
        );
      const stalls = random.chance(0.5) ? 0.5 : 0.1;
      const stall = () => random.chance(stalls);
      run(
        {
          request: some([messageKinds.CALL, messageKinds.NOTICE]),
          return: some([messageKinds.RETURN, messageKinds.NOTICE]),
        },
        { memory: stall, release: stall, offer: stall },
      );
    },
  );
});
