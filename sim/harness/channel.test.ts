// SPDX-License-Identifier: Apache-2.0
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ChannelOptions, Stream } from './channel.ts';
import { equals } from './condition.ts';
import { SimulationError } from './errors.ts';
import { buildFixture } from './fixtures/build.ts';
import type { ModelLibrary } from './load-model.ts';
import type { Model } from './model.ts';

let fifo: ModelLibrary;
beforeAll(async () => {
  fifo = await buildFixture('fifo');
}, 120_000);

let model: Model;
let input: Stream;
let output: Stream;
beforeEach(() => {
  model = fifo.create();
  const stream = (name: string): Stream => ({
    name,
    valid: model.port(`${name}_valid`),
    ready: model.port(`${name}_ready`),
    payload: { data: model.port(`${name}_data`) },
  });
  input = stream('in');
  output = stream('out');
  model.port('reset').value = 1;
  model.step();
  model.port('reset').value = 0;
  return () => model.dispose();
});

const beats = Uint32Array.from({ length: 1000 }, (_, index) => Math.imul(index + 1, 0x9e3779b1));

/** Sends all beats and returns what arrives, running in pieces of a number of cycles. */
function carry(piece: number, source: ChannelOptions, sink: ChannelOptions): [number[], number] {
  const sending = model.openChannel('source', input, source);
  const receiving = model.openChannel('sink', output, { capacity: 64, ...sink });
  const arrived: number[] = [];
  const room = new Uint32Array(64);
  let sent = 0;
  while (arrived.length < beats.length && model.cycles < 20_000) {
    const count = Math.min(sending.free, beats.length - sent);
    sending.write(beats.subarray(sent, sent + count));
    sent += count;
    model.run(piece);
    arrived.push(...room.subarray(0, receiving.read(room)));
  }
  return [arrived, model.cycles];
}

describe('native channels', () => {
  it.each([
    [0, 0],
    [0.5, 0],
    [0, 0.5],
    [0.3, 0.9],
  ])('carry every beat in order with stalls of %d and %d', (sending, receiving) => {
    const [arrived] = carry(50, { stallProbability: sending, seed: 3 }, { stallProbability: receiving });
    expect(arrived).toEqual([...beats]);
  });

  it('pass one beat per cycle when nobody stalls', () => {
    const source = model.openChannel('source', input);
    const sink = model.openChannel('sink', output);
    source.write(beats.subarray(0, 100));
    const start = model.cycles;
    expect(model.run(101)).toBe(101);
    expect([model.cycles - start, source.held, sink.held]).toEqual([101, 0, 100]);
    model.run(1);
    expect([input.valid.value, input.payload.data?.value]).toEqual([0, 0]);
  });

  it('stall by their seeds alone, whatever the rings hold and however long a run is', () => {
    const options = { stallProbability: 0.5, seed: 7 };
    const whole = carry(64, options, options);
    const first = model;
    model = fifo.create();
    const rebind = ({ name, valid, ready, payload }: Stream): Stream => ({
      name,
      valid: model.port(valid.name),
      ready: model.port(ready.name),
      payload: { data: model.port(payload.data?.name ?? '') },
    });
    input = rebind(input);
    output = rebind(output);
    model.port('reset').value = 1;
    model.step();
    model.port('reset').value = 0;
    const pieces = carry(64, { ...options, capacity: 2 ** 14 }, options);
    expect(pieces).toEqual(whole);
    first.dispose();
  });

  it('a sink holds back what it has no room for', () => {
    model.openChannel('source', input).write(beats.subarray(0, 40));
    const sink = model.openChannel('sink', output, { capacity: 4 });
    model.run(200);
    expect([sink.held, output.ready.value, output.valid.value]).toEqual([4, 0, 1]);
    expect(() => sink.holdsAtLeast(5)).toThrow(/has room for 4 beats and never holds 5/);
    const room = new Uint32Array(3);
    expect(sink.read(room)).toBe(3);
    expect([...room]).toEqual([...beats.subarray(0, 3)]);
    model.run(10);
    expect(sink.held).toBe(4);
  });

  it('a monitor sees every beat that passes, and a run ends before it loses one', () => {
    model.openChannel('source', input).write(beats.subarray(0, 100));
    const monitor = model.openChannel('monitor', output, { capacity: 8 });
    output.ready.value = 1;
    expect(model.run(500)).toBe(9);
    expect(monitor.held).toBe(8);
    expect(model.run(500)).toBe(0);
    expect(() => model.step()).toThrow(SimulationError);
  });

  it('write what is cut to the width of each port, and refuse what does not fit', () => {
    const source = model.openChannel('source', input, { capacity: 4 });
    expect(() => source.write(beats.subarray(0, 5))).toThrow('4 of 4 are free');
    expect([source.capacity, source.free, source.beatWords]).toEqual([4, 4, 1]);
  });

  it.each<[string, () => unknown, string]>([
    [
      'a capacity that is no power of two',
      () => model.openChannel('sink', output, { capacity: 12 }),
      'capacity of 12',
    ],
    [
      'a stall for ever',
      () => model.openChannel('sink', output, { stallProbability: 1 }),
      'probability of 1',
    ],
    ['a seed of zero', () => model.openChannel('sink', output, { seed: 0 }), 'seed 0'],
    [
      'a source at an output',
      () => model.openChannel('source', output),
      "drives 'out_valid', which is an output",
    ],
    ['no payload', () => model.openChannel('sink', { ...output, payload: {} }), 'no payload port'],
    ['a value no port can have', () => equals(output.valid, 2), "'out_valid' has 1 bits and can never be 2"],
  ])('refuse %s', (_, use, message) => {
    expect(use).toThrow(message);
  });
});
