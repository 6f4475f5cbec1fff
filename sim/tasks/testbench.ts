// SPDX-License-Identifier: Apache-2.0
// The phases of one cycle, always in this order:
//   1. tasks that are due run until they wait, in the order in which they were started, and write inputs
//   2. the model settles
//   3. monitors look at the settled state, in the order in which they were added; they write nothing
//   4. the conditions of waiting tasks are evaluated on the same state
//   5. the rising edge
// A task whose condition held in phase 4 runs in phase 1 of the next cycle: it samples before the edge and drives after it.
import type { Model } from '../harness/model.ts';
import {
  type Task,
  type TaskBody,
  type TaskHandle,
  TestbenchTimeoutError,
  TestbenchUsageError,
  type UntilOptions,
  type Wait,
} from './waits.ts';

export interface RunOptions {
  /** Rising edges after which the run is an error; 1,000,000 if not given. */
  readonly maximumCycles?: number;
}

export interface Testbench {
  /** Starts a task: it runs for the first time in the current or next phase 1. Tasks outlive a run and go on in the next. */
  fork<Result>(body: TaskBody<Result>, name?: string): TaskHandle<Result>;
  /** Adds a monitor, called in every cycle with the number of the cycle. Returns the function that removes it. */
  onSample(monitor: (cycle: number) => void): () => void;
  /**
   * Runs the clock until the given task ends and returns its result. When any task, monitor or the model throws, that
   * error is thrown here, all tasks are ended, and the testbench is not used again.
   *
   * @throws TestbenchTimeoutError naming the tasks that waited, when a wait or the run takes too long
   */
  run<Result>(body: TaskBody<Result>, options?: RunOptions): Result;
}

const defaultMaximumCycles = 1_000_000;

// A class, because an object literal with accessors is a hash table to V8, and the scheduler looks at every task in every
// cycle.
class RunningTask implements TaskHandle {
  readonly name: string;
  readonly steps: Task<unknown>;
  /** The first cycle in which the task is due; infinite while it waits for something other than time. */
  due = 0;
  condition: (() => boolean) | undefined = undefined;
  options: UntilOptions = {};
  evaluations = 0;
  awaited: TaskHandle | undefined = undefined;
  done = false;
  outcome: unknown = undefined;

  constructor(name: string, steps: Task<unknown>) {
    this.name = name;
    this.steps = steps;
  }

  get result(): unknown {
    if (this.done) return this.outcome;
    throw new TestbenchUsageError(`Task '${this.name}' has no result yet; join it first.`);
  }

  get waitsFor(): string {
    if (this.awaited !== undefined) return `${this.name} (for task '${this.awaited.name}')`;
    if (this.options.description !== undefined) return `${this.name} (for ${this.options.description})`;
    return this.name;
  }
}

/** Creates a testbench for a model. Only it steps the model from then on. */
export function createTestbench(model: Model): Testbench {
  const tasks: RunningTask[] = [];
  let monitors: readonly ((cycle: number) => void)[] = [];
  let started = 0;
  // The model's count of cycles, kept here too because every task is compared with it in every cycle.
  let now = model.cycles;
  let running = false;
  let failed = false;

  const applyWait = (task: RunningTask, wait: Wait): void => {
    task.due = Number.POSITIVE_INFINITY;
    task.options = {};
    if (wait.kind === 'cycles') {
      task.due = now + wait.count;
    } else if (wait.kind === 'until') {
      task.condition = wait.condition;
      task.options = wait.options;
      task.evaluations = 0;
    } else {
      task.awaited = wait.handle;
    }
  };

  const isDue = (task: RunningTask): boolean => {
    if (task.awaited?.done) {
      task.awaited = undefined;
      return true;
    }
    return task.due <= now;
  };

  const runDueTasks = (): void => {
    let ended = false;
    let again = true;
    // A task that ends may make one due that was passed already.
    while (again) {
      again = false;
      // The list grows while it is walked: tasks start others.
      for (let index = 0; index < tasks.length; index += 1) {
        const task = tasks[index] as RunningTask;
        while (!task.done && isDue(task)) {
          const step = task.steps.next();
          if (step.done) {
            task.done = true;
            task.outcome = step.value;
            ended = true;
            again = true;
          } else {
            applyWait(task, step.value);
          }
        }
      }
    }
    if (ended) tasks.splice(0, tasks.length, ...tasks.filter((task) => !task.done));
  };

  const evaluateConditions = (): void => {
    for (const task of tasks) {
      if (task.condition === undefined) continue;
      if (task.condition()) {
        task.condition = undefined;
        task.due = now + 1;
        continue;
      }
      task.evaluations += 1;
      if (task.options.timeout !== undefined && task.evaluations >= task.options.timeout) {
        throw new TestbenchTimeoutError(
          `Task '${task.name}' waited ${task.evaluations} cycles, up to cycle ${now}, ` +
            `for ${task.options.description ?? 'a condition that never held'}.`,
          now,
          [task.name],
        );
      }
    }
  };

  const runUntilEnd = (main: RunningTask, limit: number): void => {
    now = model.cycles;
    const last = now + limit;
    for (;;) {
      runDueTasks();
      if (main.done) return;
      if (now >= last) {
        const waiting = tasks.map((task) => task.waitsFor);
        throw new TestbenchTimeoutError(
          `The run did not end within ${limit} cycles; in cycle ${now} these tasks wait: ${waiting.join(', ')}.`,
          now,
          tasks.map((task) => task.name),
        );
      }
      model.settle();
      for (const monitor of monitors) monitor(now);
      evaluateConditions();
      model.edge();
      now += 1;
    }
  };

  const endAllTasks = (): void => {
    failed = true;
    for (const task of tasks.splice(0)) {
      try {
        task.steps.return(undefined);
      } catch {
        // The run fails already, with the error that came first.
      }
    }
  };

  const fork = <Result>(body: TaskBody<Result>, name?: string): TaskHandle<Result> => {
    if (failed) throw new TestbenchUsageError('A task of this testbench has failed; create a new one.');
    started += 1;
    const task = new RunningTask(name ?? (body.name || `task ${started}`), body());
    tasks.push(task);
    return task as TaskHandle<Result>;
  };

  return {
    fork,
    onSample(monitor) {
      monitors = [...monitors, monitor];
      return () => {
        monitors = monitors.filter((other) => other !== monitor);
      };
    },
    run(body, { maximumCycles = defaultMaximumCycles } = {}) {
      if (running)
        throw new TestbenchUsageError('run() inside a run; start another task with fork() instead.');
      const main = fork(body, body.name || 'main');
      running = true;
      try {
        runUntilEnd(main as RunningTask, maximumCycles);
        return main.result;
      } catch (error) {
        endAllTasks();
        throw error;
      } finally {
        running = false;
      }
    },
  };
}
