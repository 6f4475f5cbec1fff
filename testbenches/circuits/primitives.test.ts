// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from 'vitest';
import { lowestOne } from '../../hdl-gen/primitives/lowest-one.ts';
import { streamRegister } from '../../hdl-gen/primitives/stream-register.ts';
import type { ModelLibrary } from '../../sim/harness/index.ts';
import { type Circuit, startCircuit } from '../support/circuit.ts';
import { testWithSeeds } from '../support/seeded.ts';
import { simulateModules } from '../support/simulate-module.ts';
import { beatBits, buildControlCircuits, queueDepth, shapes } from './control-circuits.ts';

const file = 'testbenches/circuits/primitives.test.ts';
const shape = shapes[0];
let library: ModelLibrary;
beforeAll(async () => {
  library = await buildControlCircuits(shape);
}, 180_000);

describe('lowest one', () => {
  const widths = [1, 2, 3, 10, 64];
  let finders: ModelLibrary;
  beforeAll(async () => {
    finders = await simulateModules({
      ...Object.fromEntries(
        widths.map((width) => [`of${width}`, { module: lowestOne(`baton_lowest_of_${width}`, width) }]),
      ),
      // Something with a clock: a model has one.
      slice: { module: streamRegister },
    });
  }, 180_000);

  function check(finder: Circuit, width: number, bits: bigint): void {
    finder.drive({ bits });
    const position = Array.from({ length: width }, (_, bit) => bit).find((bit) => (bits >> BigInt(bit)) & 1n);
    expect(finder.read('found')).toBe(position === undefined ? 0 : 1);
    expect(finder.read('index')).toBe(position ?? 0);
    expect(finder.readWide('lowest')).toBe(position === undefined ? 0n : 1n << BigInt(position));
  }

  test.each(widths.filter((width) => width <= 10))('of %i bits: every vector', (width) => {
    const finder = startCircuit(finders, `of${width}`);
    for (let bits = 0n; bits < 1n << BigInt(width); bits += 1n) check(finder, width, bits);
  });

  test('of 64 bits: every position with anything above it', () => {
    const finder = startCircuit(finders, 'of64');
    const noise = [0n, 0xffff_ffff_ffff_ffffn, 0x1234_5678_9abc_def1n, 0x8000_0000_0000_0001n];
    check(finder, 64, 0n);
    for (let position = 0n; position < 64n; position += 1n) {
      for (const above of noise) check(finder, 64, BigInt.asUintN(64, (above | 1n) << position));
    }
  });
});

describe('fifo', () => {
  test('an entry pushed into the empty queue is at the head in the next cycle', () => {
    const queue = startCircuit(library, 'queue');
    queue.clock({ push: 1, push_data: 77 });
    queue.drive({ push: 0 });
    expect([queue.read('head_valid'), queue.read('head')]).toEqual([1, 77]);
    queue.clock({ pop: 1 });
    queue.drive({ pop: 0 });
    expect([queue.read('head_valid'), queue.read('head')]).toEqual([0, 0]);
  });

  test('a full queue is emptied at one entry per cycle', () => {
    const queue = startCircuit(library, 'queue');
    for (let value = 1; value <= queueDepth + 1; value += 1) queue.clock({ push: 1, push_data: value });
    queue.clock({ push: 0 });
    queue.clock();
    for (let value = 1; value <= queueDepth + 1; value += 1) {
      queue.drive({ pop: 1 });
      expect([queue.read('head_valid'), queue.read('head')]).toEqual([1, value]);
      queue.clock();
    }
    queue.drive({ pop: 0 });
    expect(queue.read('head_valid')).toBe(0);
  });

  testWithSeeds(file, 'the queue agrees with a naive one', (random) => {
    const queue = startCircuit(library, 'queue');
    const naive: number[] = [];
    let hidden = 0;
    let seen = 0;
    for (let cycle = 0; cycle < 3000; cycle += 1) {
      const busy = cycle % 200 < 100;
      const push = naive.length <= queueDepth && random.chance(busy ? 0.9 : 0.3);
      const value = random.below(2 ** beatBits);
      queue.drive({ push: Number(push), push_data: value, pop: 0 });
      const valid = queue.read('head_valid') === 1;
      hidden = valid || naive.length === 0 ? 0 : hidden + 1;
      expect(hidden, 'cycles in which entries wait behind no head').toBeLessThanOrEqual(2);
      expect(queue.read('head')).toBe(valid ? naive[0] : 0);
      const pop = valid && random.chance(busy ? 0.4 : 0.9);
      queue.clock({ pop: Number(pop) });
      if (pop) {
        naive.shift();
        seen += 1;
      }
      if (push) naive.push(value);
    }
    expect(seen).toBeGreaterThan(500);
  });
});

describe('stream register', () => {
  test('passes one beat per cycle, each one cycle later', () => {
    const slice = startCircuit(library, 'slice');
    for (let beat = 1; beat <= 20; beat += 1) {
      slice.drive({ in_valid: 1, in_data: beat, out_ready: 1 });
      expect(slice.read('in_ready')).toBe(1);
      expect([slice.read('out_valid'), slice.read('out_data')]).toEqual(beat === 1 ? [0, 0] : [1, beat - 1]);
      slice.clock();
    }
  });

  test('keeps two beats while the consumer stalls, and its ready depends on registers only', () => {
    const slice = startCircuit(library, 'slice');
    const readies: number[] = [];
    for (let beat = 1; beat <= 4; beat += 1) {
      slice.drive({ in_valid: 1, in_data: beat, out_ready: 1 });
      const whileReady = slice.read('in_ready');
      slice.drive({ out_ready: 0 });
      expect(slice.read('in_ready')).toBe(whileReady);
      readies.push(whileReady);
      slice.clock();
    }
    expect(readies).toEqual([1, 1, 0, 0]);
  });

  testWithSeeds(file, 'the slice agrees with a naive queue of two', (random) => {
    const slice = startCircuit(library, 'slice');
    const naive: number[] = [];
    let passed = 0;
    for (let cycle = 0; cycle < 3000; cycle += 1) {
      const valid = random.chance(0.7);
      const value = random.below(2 ** beatBits);
      const ready = random.chance(cycle % 300 < 150 ? 0.4 : 0.9);
      slice.drive({ in_valid: Number(valid), in_data: value, out_ready: Number(ready) });
      expect(slice.read('in_ready')).toBe(Number(naive.length < 2));
      expect(slice.read('out_valid')).toBe(Number(naive.length > 0));
      expect(slice.read('out_data')).toBe(naive[0] ?? 0);
      const accepted = valid && naive.length < 2;
      if (ready && naive.length > 0) {
        naive.shift();
        passed += 1;
      }
      if (accepted) naive.push(value);
      slice.clock();
    }
    expect(passed).toBeGreaterThan(1000);
  });
});
