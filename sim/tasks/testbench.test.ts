// SPDX-License-Identifier: Apache-2.0
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildFixture } from '../harness/fixtures/build.ts';
import type { ModelLibrary } from '../harness/load-model.ts';
import type { Model } from '../harness/model.ts';
import { createTestbench, type Testbench } from './testbench.ts';
import { cycles, join, type TaskHandle, until } from './waits.ts';

let counter: ModelLibrary;
beforeAll(async () => {
  counter = await buildFixture('counter');
}, 120_000);

let model: Model;
let testbench: Testbench;
beforeEach(() => {
  model = counter.create();
  testbench = createTestbench(model);
  return () => model.dispose();
});

function* reset() {
  model.port('reset').value = 1;
  yield cycles(1);
  model.port('reset').value = 0;
}

describe('a run', () => {
  it('returns what its task returns, in the cycle in which it ends', () => {
    const result = testbench.run(function* () {
      yield* reset();
      model.port('enable').value = 1;
      yield cycles(7);
      return model.port('count').value;
    });
    expect(result).toBe(7);
    expect(model.cycles).toBe(8);
    expect(
      testbench.run(function* () {
        yield cycles(1);
        return model.port('count').value;
      }),
    ).toBe(8);
  });

  it('keeps the order of phases', () => {
    testbench.run(reset);
    const log: string[] = [];
    const note = (who: string) => log.push(`${model.cycles} ${who} count=${model.port('count').value}`);
    testbench.onSample((cycle) => log.push(`${cycle} first monitor`));
    testbench.onSample(() => note('second monitor'));
    testbench.fork(function* writer() {
      note('writer');
      model.port('enable').value = 1;
      yield cycles(2);
      note('writer');
      model.port('enable').value = 0;
    });
    testbench.run(function* main() {
      note('main');
      yield until(() => {
        note('condition');
        return model.port('count').value === 1;
      });
      note('main');
    });
    expect(log).toEqual([
      '1 writer count=0',
      '1 main count=0',
      '1 first monitor',
      '1 second monitor count=0',
      '1 condition count=0',
      '2 first monitor',
      '2 second monitor count=1',
      '2 condition count=1',
      // Outputs right after the edge: counted on with the inputs of cycle 2.
      '3 writer count=2',
      '3 main count=2',
    ]);
  });

  it('shows monitors and conditions what tasks have just written', () => {
    testbench.run(reset);
    const wraps: number[] = [];
    testbench.onSample(() => wraps.push(model.port('wraps').value));
    testbench.run(function* () {
      model.port('enable').value = 1;
      yield until(() => model.port('wraps').value === 1);
      expect(wraps).toHaveLength(256);
      expect(wraps.indexOf(1)).toBe(255);
      expect(model.port('count').value).toBe(0);
    });
  });

  it('stops calling a monitor that was removed', () => {
    const seen: number[] = [];
    const remove = testbench.onSample((cycle) => seen.push(cycle));
    testbench.run(function* () {
      yield cycles(2);
      remove();
      yield cycles(2);
    });
    expect(seen).toEqual([0, 1]);
  });

  it('is repeatable to the cycle', () => {
    const trace = () => {
      const fresh = counter.create({ seed: 9 });
      const bench = createTestbench(fresh);
      const { frame } = fresh.sampler(['count', 'wraps', 'enable']);
      const seen: number[] = [];
      bench.onSample(() => seen.push(...frame));
      bench.run(function* () {
        for (let step = 0; step < 50; step += 1) {
          fresh.port('enable').value = step % 2;
          yield cycles(1 + (step % 4));
        }
      });
      fresh.dispose();
      return seen;
    };
    expect(trace()).toEqual(trace());
  });
});

describe('tasks', () => {
  it('start others, join them in the same cycle, and take their results', () => {
    const order: string[] = [];
    testbench.run(function* () {
      const worker = (name: string, length: number) =>
        testbench.fork(function* () {
          yield cycles(length);
          order.push(`${name} at ${model.cycles}`);
          return name.length;
        }, name);
      const handles = [worker('long', 5), worker('brief', 2)];
      expect(handles.map(({ name }) => name)).toEqual(['long', 'brief']);
      expect(() => handles[0]?.result).toThrow("Task 'long' has no result yet; join it first.");
      for (const handle of handles) yield join(handle);
      order.push(`joined at ${model.cycles}`);
      expect(handles.map(({ done, result }) => [done, result])).toEqual([
        [true, 4],
        [true, 5],
      ]);
    });
    expect(order).toEqual(['brief at 2', 'long at 5', 'joined at 5']);
  });

  it('join one that comes after them in the order, and one that ended long ago', () => {
    let late: TaskHandle<number> | undefined;
    const result = testbench.run(function* () {
      const first = testbench.fork(function* () {
        yield cycles(1);
        yield join(late as TaskHandle);
        return `joined in ${model.cycles}`;
      });
      late = testbench.fork(function* () {
        yield cycles(3);
        return 1;
      });
      yield cycles(10);
      yield join(late);
      yield join(first);
      expect(model.cycles).toBe(10);
      return first.result;
    });
    expect(result).toBe('joined in 3');
  });

  it('go on over the end of a run', () => {
    let ticks = 0;
    testbench.fork(function* background() {
      for (;;) {
        ticks += 1;
        yield cycles(1);
      }
    });
    const wait = function* () {
      yield cycles(4);
    };
    testbench.run(wait);
    expect(ticks).toBe(5);
    testbench.run(wait);
    expect(ticks).toBe(9);
  });
});
