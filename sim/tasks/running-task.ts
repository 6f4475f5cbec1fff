// SPDX-License-Identifier: Apache-2.0
import type { WatchTable } from '../harness/watch-table.ts';
import { placeError, type StackLine, suspendedAt } from './suspended-at.ts';
import type { Timetable } from './timetable.ts';
import {
  type Task,
  type TaskHandle,
  TestbenchTimeoutError,
  TestbenchUsageError,
  type Wait,
} from './waits.ts';

const never = Number.POSITIVE_INFINITY;
const noSlot = -1;

/** What is wrong with a value that was yielded. */
function nothingToWaitFor(yielded: unknown): string {
  return typeof (yielded as Partial<Task> | undefined)?.next === 'function'
    ? 'a generator, which does not run by that: write yield* to run it here, or testbench.fork(() => ...) to start a task'
    : `${String(yielded)}: yield what cycles, until, edge, join or first return`;
}

/** What a task shares with others. */
interface TaskSurroundings {
  /** In the list of tasks. */
  readonly place: number;
  readonly timetable: Timetable;
  readonly watches: WatchTable;
  readonly onEnd: (task: RunningTask) => void;
}

/**
 * A task as the scheduler sees it.
 *
 * A class, because an object literal with accessors is a hash table to V8, and tasks run in every cycle.
 */
export class RunningTask implements TaskHandle {
  readonly name: string;
  done = false;
  /** In the cycle that the timetable has, the task is not due, but has waited too long. */
  #expires = false;
  /** The wait for a number of cycles that was yielded last, and its number; most tasks yield it again. */
  #repeated: Wait | null = null;
  #count = 0;
  /** Evaluated in every cycle until it holds. */
  #condition: (() => boolean) | undefined = undefined;
  #place: number;
  readonly #timetable: Timetable;
  readonly #cycles: number[];
  readonly #steps: Task<unknown>;
  readonly #watches: WatchTable;
  readonly #onEnd: (task: RunningTask) => void;
  #slot = noSlot;
  #armed = false;
  #awaited: readonly TaskHandle[] = [];
  #description = '';
  #timeout = never;
  #running = false;
  #cancelled = false;
  #outcome: unknown = undefined;

  constructor(name: string, steps: Task<unknown>, { place, timetable, watches, onEnd }: TaskSurroundings) {
    this.name = name;
    this.#steps = steps;
    this.#timetable = timetable;
    this.#cycles = timetable.cycles;
    this.#watches = watches;
    this.#onEnd = onEnd;
    this.#place = place;
    this.#cycles[place] = 0;
  }

  /** Gives the task another place in the list of tasks. */
  moveTo(place: number): void {
    this.#cycles[place] = this.#cycles[this.#place] as number;
    this.#place = place;
  }

  get result(): unknown {
    if (this.#cancelled)
      throw new TestbenchUsageError(`Task '${this.name}' was cancelled and has no result.`);
    if (this.done) return this.#outcome;
    throw new TestbenchUsageError(`Task '${this.name}' has no result yet; join it first.`);
  }

  /** Runs a task that is due, or tells it that its time is up. */
  proceed(now: number): void {
    if (this.#expires) this.#expire(now);
    else this.#run(now);
  }

  /** Runs until the task waits for something that has not happened, or ends. */
  #run(now: number): void {
    this.#running = true;
    try {
      const step = this.#steps.next();
      if (step.value === this.#repeated && !step.done) this.#cycles[this.#place] = now + this.#count;
      else if (this.#take(step, now)) while (this.#take(this.#steps.next(), now));
    } finally {
      this.#running = false;
    }
  }

  /** Throws the error of a wait that took too long where the task waits. It may catch it and go on. */
  #expire(now: number): void {
    const error = new TestbenchTimeoutError(this.#overdue(now - 1), now - 1, [this.name]);
    const line = this.place();
    this.#wake(now);
    this.#releaseSlot();
    this.#running = true;
    let goesOn = false;
    try {
      goesOn = this.#take(this.#steps.throw(error), now);
    } catch (thrown) {
      if (thrown === error) placeError(error, [line]);
      throw thrown;
    } finally {
      this.#running = false;
    }
    if (goesOn) this.#run(now);
  }

  cancel(): void {
    if (this.done) return;
    if (this.#running) {
      throw new TestbenchUsageError(`Task '${this.name}' cannot cancel itself; let it return.`);
    }
    this.#cancelled = true;
    this.#end();
    this.#steps.return(undefined);
  }

  /** Makes the task due if its native condition has held. */
  takeFired(now: number): void {
    if (this.#armed && this.#watches.hasFired(this.#slot)) this.#wake(now);
  }

  /** Makes the task due if it waits for the one that has ended. Returns whether it did. */
  takeEnd(ended: TaskHandle, now: number): boolean {
    if (!this.#awaited.includes(ended)) return false;
    this.#wake(now);
    return true;
  }

  /** Calls the function that the task waits for, if it does; the task goes on in the next cycle when it holds. */
  evaluate(now: number): void {
    if (this.#condition?.() === true) this.#wake(now + 1);
  }

  /** Who waits for what, for messages. */
  get waitsFor(): string {
    if (this.#running) return `${this.name} (runs since cycle ${this.#cycles[this.#place]} without a yield)`;
    return this.#waited === '' ? this.name : `${this.name} (for ${this.#waited})`;
  }

  /** Where the task stands, for the stack of an error. */
  place(): StackLine {
    return suspendedAt(this.#steps, this.name);
  }

  /** How long the task has waited and for what, for the error when its time is up. */
  #overdue(cycle: number): string {
    return `Task '${this.name}' waited ${this.#timeout} cycles, up to cycle ${cycle}, for ${this.#waited}.`;
  }

  get #waited(): string {
    if (this.#awaited.length === 0) return this.#description;
    return this.#awaited.map(({ name }) => `task '${name}'`).join(' or ');
  }

  #wake(due: number): void {
    this.#cycles[this.#place] = due;
    this.#expires = false;
    this.#callEachCycle(undefined);
    this.#armed = false;
    if (this.#awaited.length > 0) this.#awaited = [];
  }

  #callEachCycle(condition: (() => boolean) | undefined): void {
    if (condition === this.#condition) return;
    this.#timetable.functions += Number(condition !== undefined) - Number(this.#condition !== undefined);
    this.#condition = condition;
  }

  /** Takes what a task yielded or returned. Returns whether it goes on at once. */
  #take(step: IteratorResult<Wait, unknown>, now: number): boolean {
    if (!step.done) return this.#wait(step.value, now);
    this.#outcome = step.value;
    this.#end();
    return false;
  }

  #wait(wait: Wait, now: number): boolean {
    if (wait?.kind === 'cycles') {
      this.#cycles[this.#place] = now + wait.count;
      this.#repeated = wait;
      this.#count = wait.count;
      if (this.#description !== '') this.#description = '';
      return false;
    }
    if (wait?.kind !== 'until' && wait?.kind !== 'join') {
      const error = new TestbenchUsageError(`Task '${this.name}' yielded ${nothingToWaitFor(wait)}.`);
      throw placeError(error, [this.place()]);
    }
    this.#cycles[this.#place] = now + wait.timeout;
    this.#expires = true;
    this.#repeated = null;
    this.#timeout = wait.timeout;
    if (wait.kind === 'join') {
      const hasEnded = wait.handles.some(({ done }) => done);
      if (hasEnded) this.#wake(now);
      else this.#awaited = wait.handles;
      return hasEnded;
    }
    this.#description = wait.description;
    if (typeof wait.condition === 'function') {
      this.#callEachCycle(wait.condition);
      return false;
    }
    const { look } = wait;
    if (look !== undefined) {
      this.#callEachCycle(() => {
        look();
        return false;
      });
    }
    if (this.#slot === noSlot) this.#slot = this.#watches.take();
    this.#watches.arm(this.#slot, wait.condition);
    this.#armed = true;
    return false;
  }

  #end(): void {
    this.done = true;
    this.#cycles[this.#place] = never;
    this.#callEachCycle(undefined);
    this.#armed = false;
    this.#releaseSlot();
    this.#onEnd(this);
  }

  #releaseSlot(): void {
    if (this.#slot !== noSlot) this.#watches.release(this.#slot);
    this.#slot = noSlot;
  }
}
