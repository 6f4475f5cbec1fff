// SPDX-License-Identifier: Apache-2.0
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { all, type Condition, changes, differs, equals, falls, rises } from '../harness/condition.ts';
import { buildFixture } from '../harness/fixtures/build.ts';
import type { ModelLibrary } from '../harness/load-model.ts';
import type { Model } from '../harness/model.ts';
import { createTestbench, type Testbench } from './testbench.ts';
import { cycles, edge, first, join, sample, until } from './waits.ts';

let counter: ModelLibrary;
let widths: ModelLibrary;
beforeAll(async () => {
  [counter, widths] = await Promise.all([buildFixture('counter'), buildFixture('widths')]);
}, 120_000);

let model: Model;
let testbench: Testbench;
beforeEach(() => {
  model = counter.create();
  testbench = createTestbench(model);
  testbench.run(function* reset() {
    model.port('reset').value = 1;
    yield cycles(1);
    model.port('reset').value = 0;
  });
  return () => model.dispose();
});

/** The cycles in which a condition held while the counter counts in 3 cycles of 4, natively and by a function beside it. */
function heldIn(make: () => Condition, holds: () => boolean): [number[], number[]] {
  const native: number[] = [];
  const called: number[] = [];
  const watch = function* (condition: Condition | (() => boolean), cyclesFound: number[]) {
    for (;;) {
      yield until(condition);
      cyclesFound.push(model.cycles - 1);
    }
  };
  const condition = make();
  testbench.fork(() => watch(condition, native));
  testbench.fork(() => watch(holds, called));
  testbench.run(function* () {
    for (let cycle = 0; cycle < 600; cycle += 1) {
      model.port('enable').value = Number(cycle % 4 !== 0);
      yield cycles(1);
    }
  });
  return [native, called];
}

describe('native conditions', () => {
  it.each<[string, () => Condition, () => boolean]>([
    ['equals', () => equals(model.port('count'), 5), () => model.port('count').value === 5],
    ['differs', () => differs(model.port('count'), 5), () => model.port('count').value !== 5],
    [
      'all',
      () => all(differs(model.port('wraps'), 1), equals(model.port('enable'), 0)),
      () => model.port('wraps').value !== 1 && model.port('enable').value === 0,
    ],
  ])('%s holds in the cycles in which a function says so', (_, make, holds) => {
    const [native, called] = heldIn(make, holds);
    expect(native).toEqual(called);
    expect(native.length).toBeGreaterThan(2);
  });

  it.each<[string, () => Condition, (before: number, now: number) => boolean]>([
    ['rises', () => rises(model.port('wraps')), (before, now) => before === 0 && now === 1],
    ['falls', () => falls(model.port('wraps')), (before, now) => before === 1 && now === 0],
    ['changes', () => changes(model.port('wraps')), (before, now) => before !== now],
  ])('%s sees what differs from the cycle before', (_, make, differsSo) => {
    const samples: number[] = [];
    testbench.onSample(() => samples.push(model.port('wraps').value));
    const start = model.cycles;
    const [native] = heldIn(make, () => false);
    const expected = samples.flatMap((now, index) =>
      differsSo(samples[index - 1] ?? 0, now) ? [start + index] : [],
    );
    expect(native).toEqual(expected);
    expect(native.length).toBeGreaterThan(0);
  });

  it('let cycles pass without a task until one holds, and then run it in the next', () => {
    model.port('enable').value = 1;
    const found = testbench.run(function* () {
      yield until(equals(model.port('count'), 100));
      return [model.port('count').value, model.cycles];
    });
    expect(found).toEqual([101, 102]);
  });

  it('look at every word of wide ports, and at ports at the end of the memory', () => {
    const wide = widths.create();
    const bench = createTestbench(wide);
    for (const { name, width, direction } of widths.ports) {
      if (direction !== 'output' || name === 'double__underscore') continue;
      const input = wide.port(`i${width}`);
      const value = (1n << BigInt(width - 1)) | 1n;
      const wanted = BigInt.asUintN(width, ~value);
      bench.fork(function* () {
        yield cycles(2);
        input.write(value);
      });
      const start = wide.cycles;
      bench.run(function* () {
        input.write(value ^ (1n << BigInt(width - 1)));
        yield until(equals(wide.port(name), wanted));
      });
      expect([name, wide.cycles - start]).toEqual([name, 3]);
    }
    expect(() => differs(wide.port('o64'), 1)).toThrow("'o64' has 64 bits; this condition needs");
    expect(() =>
      testbench.run(function* () {
        yield until(equals(wide.port('o8'), 1));
      }),
    ).toThrow("The condition on 'o8' belongs to another model");
    wide.dispose();
  });

  it('time out as functions do, and say what was waited for', () => {
    const wait = function* impatient() {
      yield edge(model.port('wraps'), 'rising', { timeout: 20 });
    };
    expect(() => testbench.run(wait)).toThrow(
      "Task 'impatient' waited 20 cycles, up to cycle 20, for 'wraps' to rise.",
    );
    expect(model.cycles).toBe(21);
  });
});

describe('tasks', () => {
  const sleep = (name: string, count: number, log: string[] = []) =>
    testbench.fork(function* () {
      try {
        yield cycles(count);
        return name;
      } finally {
        log.push(`${name} ended in ${model.cycles}`);
      }
    }, name);

  it('wait for the first of several, and cancel the others', () => {
    const log: string[] = [];
    testbench.run(function* () {
      const tasks = [sleep('slow', 50, log), sleep('fast', 3, log), sleep('slower', 60, log)];
      yield first(tasks);
      expect([model.cycles, tasks.map(({ done }) => done)]).toEqual([4, [false, true, false]]);
      for (const task of tasks) task.cancel();
      expect(tasks.every(({ done }) => done)).toBe(true);
      expect(() => tasks[0]?.result).toThrow("Task 'slow' was cancelled and has no result.");
      yield first([tasks[0] as (typeof tasks)[0]]);
      yield cycles(100);
    });
    expect(log).toEqual(['fast ended in 4', 'slow ended in 4', 'slower ended in 4']);
  });

  it('give up waiting for another one', () => {
    expect(() =>
      testbench.run(function* main() {
        yield join(sleep('slow', 50), { timeout: 10 });
      }),
    ).toThrow("Task 'main' waited 10 cycles, up to cycle 10, for task 'slow'.");
  });

  it('cannot cancel themselves', () => {
    let own: { cancel(): void } | undefined;
    expect(() =>
      testbench.run(function* () {
        own = testbench.fork(function* suicidal() {
          yield cycles(1);
          own?.cancel();
        });
        yield cycles(5);
      }),
    ).toThrow("Task 'suicidal' cannot cancel itself");
  });
});

describe('a sample', () => {
  it.each<[string, () => Condition | (() => boolean)]>([
    ['a condition', () => equals(model.port('count'), 10)],
    ['a function', () => () => model.port('count').value === 10],
  ])('is of the cycle in which %s held, while the ports have gone on', (_, make) => {
    model.port('enable').value = 1;
    const [sampled, afterwards] = testbench.run(function* () {
      const count = model.port('count');
      const found = yield* sample(make(), () => count.value, { timeout: 20 });
      return [found, count.value];
    });
    expect([sampled, afterwards]).toEqual([10, 11]);
  });

  it('ends in time, and is none afterwards', () => {
    const taken: number[] = [];
    const run = function* () {
      const never = equals(model.port('count'), 10);
      yield* sample(never, () => taken.push(model.cycles), { timeout: 3 });
    };
    expect(() => testbench.run(run)).toThrow("waited 3 cycles, up to cycle 3, for 'count' = 10.");
    expect(taken).toEqual([1, 2, 3]);
  });
});
