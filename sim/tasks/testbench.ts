// SPDX-License-Identifier: Apache-2.0
// The phases of one cycle, always in this order:
//   1. tasks that are due run until they wait, in the order in which they were started, and write inputs
//   2. the model settles
//   3. monitors look at the settled state, in the order in which they were added; they write nothing
//   4. the conditions of waiting tasks are evaluated on the same state, first functions, then native ones
//   5. the rising edge
// A task whose condition held in phase 4 runs in phase 1 of the next cycle, after the edge: ports then read as the edge left them.
// While no task is due, nobody monitors and no condition is a function, cycles pass without JavaScript.
import type { AnyPorts } from '../harness/load-model.ts';
import type { Model } from '../harness/model.ts';
import { RunningTask } from './running-task.ts';
import { placeError } from './suspended-at.ts';
import { Timetable } from './timetable.ts';
import {
  type Task,
  type TaskBody,
  type TaskHandle,
  TestbenchTimeoutError,
  TestbenchUsageError,
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
  /** The tasks and what each waits for, for messages. */
  waiting(): string;
}

const defaultMaximumCycles = 1_000_000;

/** Tasks whose places an error of the whole run shows. */
const shownPlaces = 5;

/** Cycles without JavaScript at a time: a limit of real time cannot end them. */
const nativeCycles = 50_000;

/** @throws TestbenchUsageError when the body is no generator function */
function startedBody<Result>(name: string, body: TaskBody<Result>): Task<Result> {
  if (typeof body !== 'function') {
    throw new TestbenchUsageError(
      `The body of task '${name}' is no function: fork(() => task()), or fork(function* () { ... }), and not fork(task()).`,
    );
  }
  const steps = body() as Partial<Task<Result>> | undefined;
  if (typeof steps?.next === 'function' && typeof steps.throw === 'function') return steps as Task<Result>;
  throw new TestbenchUsageError(
    `The body of task '${name}' is no generator function: write function* () { ... } and wait with yield, not await.`,
  );
}

/** Creates a testbench for a model. Only it steps the model from then on. */
export function createTestbench<Ports = AnyPorts>(model: Model<Ports>): Testbench {
  const { watches } = model;
  const timetable = new Timetable();
  const { cycles } = timetable;
  const tasks: RunningTask[] = [];
  let monitors: readonly ((cycle: number) => void)[] = [];
  let started = 0;
  // The model's count of cycles, kept here too because every task is compared with it in every cycle.
  let now = model.cycles;
  let running = false;
  let failed = false;
  let anyEnded = false;
  let anyWoken = false;

  const onEnd = (ended: RunningTask): void => {
    anyEnded = true;
    for (const task of tasks) {
      if (task.takeEnd(ended, now)) anyWoken = true;
    }
  };

  /** Runs what is due. Returns the next cycle in which something is. */
  const runDueTasks = (): number => {
    let next = Number.POSITIVE_INFINITY;
    do {
      anyWoken = false;
      next = Number.POSITIVE_INFINITY;
      // The list grows while it is walked: tasks start others.
      for (let index = 0; index < tasks.length; index += 1) {
        let cycle = cycles[index] as number;
        if (cycle <= now) {
          (tasks[index] as RunningTask).proceed(now);
          cycle = cycles[index] as number;
        }
        if (cycle < next) next = cycle;
      }
      // A task that ended may have woken one that was passed already.
    } while (anyWoken);
    if (anyEnded) {
      tasks.splice(0, tasks.length, ...tasks.filter((task) => !task.done));
      for (const [place, task] of tasks.entries()) task.moveTo(place);
      anyEnded = false;
    }
    return next;
  };

  /** Calls the functions that tasks wait on. */
  const evaluateFunctions = (): void => {
    if (timetable.functions === 0) return;
    for (const task of tasks) task.evaluate(now);
  };

  const takeFired = (): void => {
    watches.clearAttention();
    for (const task of tasks) task.takeFired(now);
  };

  const oneCycle = (): void => {
    model.settle();
    for (const monitor of monitors) monitor(now);
    evaluateFunctions();
    model.edge();
    now += 1;
  };

  const waiting = (): string => tasks.map((task) => task.waitsFor).join(', ');

  const runUntilEnd = (main: RunningTask, limit: number): void => {
    now = model.cycles;
    const last = now + limit;
    for (;;) {
      const next = runDueTasks();
      if (model.cycles !== now) {
        throw new TestbenchUsageError(
          `Somebody has stepped the model from cycle ${now} to ${model.cycles} inside a run; yield cycles(1) instead of step(), edge() or run().`,
        );
      }
      if (main.done) return;
      if (now >= last) {
        const error = new TestbenchTimeoutError(
          `The run did not end within ${limit} cycles; in cycle ${now} these tasks wait: ${waiting()}.`,
          now,
          tasks.map((task) => task.name),
        );
        throw placeError(
          error,
          tasks.slice(0, shownPlaces).map((task) => task.place()),
        );
      }
      if (timetable.functions > 0 || monitors.length > 0) {
        oneCycle();
      } else {
        const passed = watches.run(Math.min(next, last, now + nativeCycles) - now);
        now += passed;
        // A full monitor lets no cycle pass natively; if nobody empties it, the next beat through it is an error.
        if (passed === 0) oneCycle();
      }
      if (watches.attention) takeFired();
    }
  };

  const endAllTasks = (): void => {
    failed = true;
    for (const task of tasks.splice(0)) {
      try {
        task.cancel();
      } catch {
        // The run fails already, with the error that came first.
      }
    }
  };

  const fork = <Result>(body: TaskBody<Result>, name?: string): TaskHandle<Result> => {
    if (failed) throw new TestbenchUsageError('A task of this testbench has failed; create a new one.');
    started += 1;
    const taskName = name ?? (body?.name || `task ${started}`);
    const surroundings = { place: tasks.length, timetable, watches, onEnd };
    const task = new RunningTask(taskName, startedBody(taskName, body), surroundings);
    tasks.push(task);
    return task as TaskHandle<unknown> as TaskHandle<Result>;
  };

  return {
    fork,
    waiting,
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
        runUntilEnd(main as TaskHandle<unknown> as RunningTask, maximumCycles);
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
