// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from 'vitest';
import { operations, resultCodes } from '../../hdl-gen/circuits/codes.ts';
import type { ModelLibrary } from '../../sim/harness/index.ts';
import { type Circuit, startCircuit } from '../support/circuit.ts';
import { testWithSeeds } from '../support/seeded.ts';
import { buildDataCircuits, type Shape, shapes } from './data-circuits.ts';
import { beatsOf, type Message, type Outcome, randomMessage, runMarshaling } from './marshaling-scene.ts';

const file = 'testbenches/circuits/marshaling.test.ts';
const never = () => false;

function plain(length: number, tag = 1): Message {
  const bytes = Uint8Array.from({ length }, (_, index) => (index * 7 + length) & 255);
  return { bytes, tag, kind: 1, withdrawn: false, finalStrobe: undefined };
}

describe.each(shapes)('marshaling into $title', (shape: Shape) => {
  const { wordBytes, bufferWords } = shape.sizes;
  const { bufferBytes } = shape.sizes.configuration;
  let library: ModelLibrary;
  beforeAll(async () => {
    library = await buildDataCircuits(shape);
  }, 180_000);

  const run = (messages: readonly Message[]): Outcome[] =>
    runMarshaling(startCircuit(library, 'marshal'), shape.sizes, messages, { stall: never, refuse: never });

  test('T9: every length from nothing to a full buffer arrives whole and is indicated once', () => {
    const lengths = Array.from({ length: bufferBytes + 1 }, (_, length) => length);
    expect(run(lengths.map((length) => plain(length)))).toEqual(
      lengths.map((length) => ({ kind: 'sent', length })),
    );
  });

  test('T9: a message one byte too long, and one much longer, is reported once and never sent; the next one is', () => {
    const lengths = [bufferBytes, bufferBytes + 1, 3, 3 * bufferBytes, 5, bufferBytes + wordBytes, 0];
    expect(run(lengths.map((length) => plain(length)))).toEqual(
      lengths.map((length) => (length > bufferBytes ? { kind: 'too long' } : { kind: 'sent', length })),
    );
  });

  test('an empty last beat after a full buffer is not too long and writes nothing', () => {
    const message = { ...plain(bufferBytes), emptyLastBeat: true };
    expect(run([message, plain(1)])).toEqual([
      { kind: 'sent', length: bufferBytes },
      { kind: 'sent', length: 1 },
    ]);
  });

  test('of a last beat with holes in its strobes the bytes up to the first hole count', () => {
    const strobes = Array.from({ length: 2 ** Math.min(wordBytes, 6) }, (_, strobe) => strobe);
    const messages = strobes.map((finalStrobe) => ({ ...plain(2 * wordBytes), finalStrobe }));
    const contiguous = (strobe: number) =>
      Array.from({ length: wordBytes }, (_, lane) => lane).find((lane) => !((strobe >> lane) & 1)) ??
      wordBytes;
    expect(run(messages)).toEqual(
      strobes.map((strobe) => ({ kind: 'sent', length: wordBytes + contiguous(strobe) })),
    );
  });

  test('a withdrawn message gives its buffer back without an error, on its first beat and on its last', () => {
    const withdrawn = [0, 1, wordBytes + 1, bufferBytes, bufferBytes + 1].map((length) => ({
      ...plain(length),
      withdrawn: true,
    }));
    expect(run([...withdrawn, plain(4)])).toEqual([
      ...withdrawn.map(() => ({ kind: 'withdrawn' })),
      { kind: 'sent', length: 4 },
    ]);
  });

  test('a message whose indication is refused gives its buffer back', () => {
    const circuit = startCircuit(library, 'marshal');
    let refusals = 0;
    const outcomes = runMarshaling(circuit, shape.sizes, [plain(5), plain(6), plain(7)], {
      stall: never,
      refuse: () => {
        refusals += 1;
        return refusals === 2;
      },
    });
    expect(outcomes).toEqual([{ kind: 'sent', length: 5 }, { kind: 'refused' }, { kind: 'sent', length: 7 }]);
  });

  test('with nothing in the way: written two cycles after the first beat, then a word per cycle, indicated with the last', () => {
    const circuit = startCircuit(library, 'marshal');
    const { writes, indications } = timeline(circuit, shape, [plain(bufferBytes), plain(bufferBytes)]);
    const first = Array.from({ length: bufferWords }, (_, word) => word + 2);
    const next = bufferWords + 1 + 3;
    expect(writes).toEqual([...first, ...Array.from({ length: bufferWords }, (_, word) => word + next)]);
    expect(indications).toEqual([bufferWords + 1, next + bufferWords - 1]);
  });

  test('accepts nothing and asks for nothing before the area is ready', () => {
    const marshal = startCircuit(library, 'marshal');
    for (let cycle = 0; cycle < 5; cycle += 1) {
      marshal.drive({ ready: 0, in_valid: 1, in_last: 1, in_strobe: 1 });
      expect([marshal.read('in_ready'), marshal.read('sender_request')]).toEqual([0, 0]);
      expect(marshal.read('allocation_waits')).toBe(0);
      marshal.clock();
    }
    marshal.drive({ ready: 1 });
    expect(marshal.read('in_ready'), 'in the cycle in which the area is ready').toBe(1);
    marshal.clock();
    expect([marshal.read('sender_request'), marshal.read('allocation_waits')]).toEqual([1, 1]);
  });

  test('where allocation ends in ERR_RANGE the message is swallowed and the next one tried', () => {
    const circuit = startCircuit(library, 'marshal');
    let allocations = 0;
    const outcomes = runMarshaling(circuit, shape.sizes, [plain(2 * wordBytes), plain(3)], {
      stall: never,
      refuse: never,
      allocate: () => {
        allocations += 1;
        return allocations === 1 ? resultCodes.ERR_RANGE : resultCodes.OK;
      },
    });
    expect(outcomes).toEqual([{ kind: 'swallowed' }, { kind: 'sent', length: 3 }]);
  });

  testWithSeeds(file, 'random messages, stalls on all sides, refusals and failed searches', (random) => {
    const messages = Array.from({ length: 150 }, () => randomMessage(random, shape.sizes));
    const patience = random.chance(0.5) ? 0.5 : 0.1;
    const outcomes = runMarshaling(startCircuit(library, 'marshal'), shape.sizes, messages, {
      stall: () => random.chance(patience),
      refuse: () => random.chance(0.1),
      allocate: () => (random.chance(0.2) ? resultCodes.NONE : resultCodes.OK),
    });
    expect(outcomes.length).toBe(messages.length);
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(
      new Set(['sent', 'too long', 'withdrawn', 'refused']),
    );
  });
});

/** Cycles of writes and of indications, counted from the cycle of the first beat, when nothing ever waits. */
function timeline(marshal: Circuit, { sizes }: Shape, messages: readonly Message[]) {
  const beats = messages.flatMap((message) => beatsOf(message, sizes));
  const writes: number[] = [];
  const indications: number[] = [];
  let done: number | undefined;
  for (let cycle = 0; cycle < 100 && (beats.length > 0 || indications.length < messages.length); cycle += 1) {
    const beat = beats[0];
    marshal.drive({
      ready: 1,
      in_valid: Number(beat !== undefined),
      ...beat?.ports,
      write_ready: 1,
      sender_accepted: 0,
      sender_done: Number(done !== undefined),
      sender_allocated: Number(done === operations.ALLOCATE),
    });
    const request = marshal.read('sender_request') === 1;
    const operation = marshal.read('sender_operation');
    if (marshal.read('write_valid') === 1) writes.push(cycle);
    if (request && operation === operations.INDICATE) indications.push(cycle);
    if (beat && marshal.read('in_ready') === 1) beats.shift();
    marshal.clock({ sender_accepted: Number(request) });
    done = request ? operation : undefined;
  }
  return { writes, indications };
}
