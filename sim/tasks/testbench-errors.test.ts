// SPDX-License-Identifier: Apache-2.0
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { equals } from '../harness/condition.ts';
import { SimulationError } from '../harness/errors.ts';
import { buildFixture } from '../harness/fixtures/build.ts';
import type { ModelLibrary } from '../harness/load-model.ts';
import type { Model } from '../harness/model.ts';
import { createTestbench, type Testbench } from './testbench.ts';
import {
  cycles,
  join,
  type Task,
  TestbenchTimeoutError,
  TestbenchUsageError,
  until,
  type Wait,
} from './waits.ts';

let counter: ModelLibrary;
let endings: ModelLibrary;
beforeAll(async () => {
  [counter, endings] = await Promise.all([buildFixture('counter'), buildFixture('endings')]);
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

describe('time limits', () => {
  it('end a wait, and say who waited for what', () => {
    let error: unknown;
    try {
      testbench.run(function* () {
        yield* reset();
        testbench.fork(function* patient() {
          yield until(() => false, { timeout: 20, description: 'a miracle' });
        });
        yield cycles(1000);
      });
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(TestbenchTimeoutError);
    expect(error).toMatchObject({
      message: "Task 'patient' waited 20 cycles, up to cycle 20, for a miracle.",
      cycle: 20,
      tasks: ['patient'],
    });
  });

  it('accept a condition that holds in the last allowed cycle', () => {
    testbench.run(reset);
    model.port('enable').value = 1;
    const atNine = () => model.port('count').value === 9;
    testbench.run(function* () {
      yield until(atNine, { timeout: 10 });
    });
    expect(model.cycles).toBe(11);
  });

  it('end a run that never ends', () => {
    const run = () =>
      testbench.run(
        function* main() {
          const stuck = testbench.fork(function* () {
            yield until(() => false, { description: 'nothing' });
          }, 'stuck');
          yield join(stuck);
        },
        { maximumCycles: 30 },
      );
    expect(run).toThrow(
      "The run did not end within 30 cycles; in cycle 30 these tasks wait: main (for task 'stuck'), stuck (for nothing).",
    );
  });
});

describe('the stack of an error', () => {
  function stackOf(run: () => unknown): string {
    try {
      run();
    } catch (error) {
      return (error as Error).stack ?? '';
    }
    throw new Error('nothing failed');
  }

  it('shows where the task waits, and nothing of the scheduler', () => {
    const body = function* patient() {
      yield until(() => false, { timeout: 5 });
    };
    for (const options of [{}, { maximumCycles: 3 }]) {
      const lines = stackOf(() => createTestbench(model).run(body, options))
        .split('\n')
        .slice(1);
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(/^ {4}at patient \(.*testbench-errors\.test\.ts:\d+:\d+\)$/);
    }
  });

  it('shows where a task yields what is nothing to wait for', () => {
    const yields = (value: unknown) =>
      stackOf(() =>
        testbench.run(function* main() {
          yield value as Wait;
        }),
      );
    expect(yields(reset())).toMatch(
      /^TestbenchUsageError: Task 'main' yielded a generator.*write yield\*[^\n]*\n {4}at main /,
    );
    testbench = createTestbench(model);
    expect(yields(undefined)).toContain("Task 'main' yielded undefined: yield what cycles, until");
  });
});

describe('a timeout', () => {
  it('can be caught by the task that waits, which goes on in the next cycle', () => {
    const seen: unknown[] = [];
    testbench.run(function* () {
      yield* reset();
      for (const wait of [
        until(equals(model.port('count'), 3), { timeout: 5 }),
        until(() => false, { timeout: 2 }),
      ]) {
        try {
          yield wait;
        } catch (error) {
          seen.push(error instanceof TestbenchTimeoutError, model.cycles);
        }
      }
      model.port('enable').value = 1;
      yield until(equals(model.port('count'), 3), { timeout: 5 });
    });
    expect(seen).toEqual([true, 6, true, 8]);
    expect(model.cycles).toBe(12);
  });
});

describe('failures', () => {
  it('of any task end the run with that very error, and all tasks', () => {
    const boom = new Error('boom');
    const cleaned: string[] = [];
    const run = () =>
      testbench.run(function* () {
        testbench.fork(function* () {
          try {
            yield cycles(100);
          } finally {
            cleaned.push('sleeper');
          }
        });
        testbench.fork(function* () {
          yield cycles(3);
          throw boom;
        });
        yield cycles(50);
      });
    expect(run).toThrow(boom);
    expect(cleaned).toEqual(['sleeper']);
    expect(model.cycles).toBe(3);
    expect(() => testbench.run(function* () {})).toThrow(
      'A task of this testbench has failed; create a new one.',
    );
  });

  it('of monitors, conditions and the design do so too', () => {
    const fail = () => {
      throw new Error('monitor fails');
    };
    const wait = function* () {
      yield until(() => false);
    };
    const withMonitor = createTestbench(model);
    withMonitor.onSample(fail);
    expect(() => withMonitor.run(wait)).toThrow('monitor fails');
    const withCondition = createTestbench(model);
    expect(() =>
      withCondition.run(function* () {
        yield until(fail);
      }),
    ).toThrow('monitor fails');
    const ending = endings.create();
    const withDesign = createTestbench(ending);
    expect(() =>
      withDesign.run(function* () {
        yield cycles(2);
        ending.port('how').value = 2;
        yield cycles(2);
      }),
    ).toThrow(SimulationError);
    ending.dispose();
  });

  it.each<[string, () => unknown, string]>([
    ['a wait of no cycles', () => cycles(0), 'cycles(0): the count must be a whole number of at least 1.'],
    ['a timeout of no cycles', () => until(() => true, { timeout: 0 }), 'the timeout of 0 must be'],
    [
      'a body that is no generator',
      () => testbench.fork((async () => {}) as unknown as () => Task),
      'is no generator function: write function*',
    ],
    [
      'a task that was begun already',
      () => testbench.fork((function* () {})() as unknown as () => Task),
      'is no function: fork(() => task()), or',
    ],
    [
      'a wait for a value',
      () => until(true as unknown as () => boolean),
      'until(true): give a condition such as',
    ],
    [
      'a task that steps the model',
      () =>
        testbench.run(function* () {
          model.step();
          yield cycles(1);
        }),
      'stepped the model from cycle 0 to 1 inside a run; yield cycles(1) instead',
    ],
    [
      'a run inside a run',
      () =>
        testbench.run(function* () {
          testbench.run(reset);
          yield cycles(1);
        }),
      'run() inside a run; start another task with fork() instead.',
    ],
  ])('come from %s', (_, use, message) => {
    const caught = (() => {
      try {
        return use();
      } catch (error) {
        return error;
      }
    })();
    expect(caught).toBeInstanceOf(TestbenchUsageError);
    expect((caught as Error).message).toContain(message);
  });
});
