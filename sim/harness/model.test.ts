// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, it } from 'vitest';
import { ModelUsageError } from './errors.ts';
import { buildFixture } from './fixtures/build.ts';
import type { ModelLibrary } from './load-model.ts';
import type { Model } from './model.ts';

let counter: ModelLibrary;
beforeAll(async () => {
  counter = await buildFixture('counter');
}, 120_000);

function reset(model: Model): void {
  model.port('reset').value = 1;
  model.settle();
  model.edge();
  model.port('reset').value = 0;
}

describe('a model', () => {
  it('counts rising edges and shows the state before the next one after settle', () => {
    const model = counter.create();
    const sampler = model.sampler(['enable', 'count', 'wraps']);
    reset(model);
    model.port('enable').value = 1;
    for (let expected = 0; expected < 600; expected += 1) {
      model.settle();
      expect(model.cycles).toBe(expected + 1);
      expect(model.port('count').value).toBe(expected % 256);
      expect([...sampler.frame]).toEqual([1, expected % 256, Number(expected % 256 === 255)]);
      model.edge();
    }
    model.dispose();
  });

  it('lets inputs change any number of times before the edge', () => {
    const model = counter.create();
    reset(model);
    model.port('enable').value = 1;
    model.settle();
    model.port('enable').value = 0;
    model.settle();
    model.settle();
    model.edge();
    model.settle();
    expect(model.port('count').value).toBe(0);
    expect(model.cycles).toBe(2);
    model.dispose();
  });

  it('shows outputs right after the edge too, and frames only after settle', () => {
    const model = counter.create();
    const { frame } = model.sampler(['count']);
    reset(model);
    model.port('enable').value = 1;
    model.settle();
    model.edge();
    expect(model.port('count').value).toBe(1);
    expect(frame[0]).toBe(0);
    model.settle();
    expect(frame[0]).toBe(1);
    model.dispose();
  });

  it('refuses an edge that no settle came before', () => {
    const model = counter.create();
    expect(() => model.edge()).toThrow("edge() of 'counter' in cycle 0 without a settle() before it");
    model.settle();
    model.edge();
    expect(() => model.edge()).toThrow(ModelUsageError);
    expect(model.cycles).toBe(1);
    model.settle();
    model.edge();
    expect(model.cycles).toBe(2);
    model.dispose();
  });

  it('runs beside others without touching them', () => {
    const models = Array.from({ length: 5 }, () => counter.create());
    models.forEach(reset);
    for (let cycle = 0; cycle < 50; cycle += 1) {
      models.forEach((model, index) => {
        model.port('enable').value = Number(cycle % (index + 1) === 0);
        model.settle();
        model.edge();
      });
    }
    for (const model of models) model.settle();
    expect(models.map((model) => model.port('count').value)).toEqual([50, 25, 17, 13, 10]);
    for (const model of models) model.dispose();
  });

  it('starts uninitialised state from the seed', () => {
    const start = (seed: number) => {
      const model = counter.create({ seed });
      model.settle();
      const count = model.port('count').value;
      model.dispose();
      return count;
    };
    const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
    const first = seeds.map(start);
    expect(seeds.map(start)).toEqual(first);
    expect(new Set(first).size).toBeGreaterThan(4);
  });

  it.each([0, -1, 1.5, 2 ** 31, Number.NaN])('refuses seed %s', (seed) => {
    expect(() => counter.create({ seed })).toThrow(
      `Seed ${seed} is not a whole number from 1 to 2147483647.`,
    );
  });

  it('refuses everything after disposal but answers what it knows', () => {
    const model = counter.create();
    const { frame } = model.sampler(['count']);
    reset(model);
    model.settle();
    model.dispose();
    model.dispose();
    for (const use of [
      () => model.settle(),
      () => model.edge(),
      () => model.sampler(['count']),
      () => model.poke('x', 0n),
    ]) {
      expect(use).toThrow(ModelUsageError);
    }
    expect(() => model.settle()).toThrow("The model of 'counter' was disposed of; create a new model.");
    expect(model.cycles).toBe(1);
    expect(model.output).toBe('');
    expect(frame[0]).toBe(0);
    model.closeTrace();
  });

  it('takes parameters of the top', async () => {
    const narrow = await buildFixture('counter', { parameters: { WIDTH: 3 } });
    expect(narrow.ports.find((port) => port.name === 'count')?.width).toBe(3);
    const model = narrow.create();
    reset(model);
    model.port('enable').value = 1;
    for (let cycle = 0; cycle < 9; cycle += 1) {
      model.settle();
      model.edge();
    }
    model.settle();
    expect(model.port('count').value).toBe(1);
    model.dispose();
  }, 120_000);
});

describe('several designs in one process', () => {
  it('keep their states apart', async () => {
    const fifo = (await buildFixture('fifo')).create();
    const count = counter.create();
    fifo.port('reset').value = 1;
    reset(count);
    count.port('enable').value = 1;
    fifo.settle();
    fifo.edge();
    fifo.port('reset').value = 0;
    fifo.port('in_valid').value = 1;
    for (let cycle = 0; cycle < 20; cycle += 1) {
      fifo.port('in_data').value = cycle;
      fifo.settle();
      count.settle();
      expect(fifo.port('in_ready').value).toBe(Number(cycle < 16));
      expect(count.port('count').value).toBe(cycle);
      fifo.edge();
      count.edge();
    }
    fifo.dispose();
    count.dispose();
  }, 120_000);
});
