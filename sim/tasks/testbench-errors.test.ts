// SPDX-License-Identifier: Apache-2.0
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SimulationError } from '../harness/errors.ts';
import { buildFixture } from '../harness/fixtures/build.ts';
import type { ModelLibrary } from '../harness/load-model.ts';
import type { Model } from '../harness/model.ts';
import { createTestbench, type Testbench } from './testbench.ts';
import { cycles, join, TestbenchTimeoutError, TestbenchUsageError, until } from './waits.ts';

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
