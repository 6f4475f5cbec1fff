// SPDX-License-Identifier: Apache-2.0
import type { WatchTable } from '../harness/watch-table.ts';
import { placeError, type StackLine, suspendedAt } from './suspended-at.ts';
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

/**
 * A task as the scheduler sees it.
 *
 * A class, because an object literal with accessors is a hash table to V8, and the scheduler looks at every task in every
 * cycle.
 */
export class RunningTask implements TaskHandle {
  readonly name: string;
  /** The first cycle in which the task is due; infinite while it waits for something other than time. */
  due = 0;
  /** The cycle in which it is an error that the task still waits. */
  deadline = never;
  /** Evaluated in every cycle until it holds. */
  condition: (() => boolean) | undefined = undefined;
  done = false;
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

  constructor(name: string, steps: Task<unknown>, watches: WatchTable, onEnd: (task: RunningTask) => void) {
    this.name = name;
    this.#steps = steps;
    this.#watches = watches;
    this.#onEnd = onEnd;
  }

  get result(): unknown {
    if (this.#cancelled)
      throw new TestbenchUsageError(`Task '${this.name}' was cancelled and has no result.`);
    if (this.done) return this.#outcome;
    throw new TestbenchUsageError(`Task '${this.name}' has no result yet; join it first.`);
  }

  /** Runs until the task waits for something that has not happened, or ends. */
  run(now: number): void {
    this.#running = true;
    try {
      while (this.due <= now) this.#take(this.#steps.next(), now);
    } finally {
      this.#running = false;
    }
  }

  /** Throws the error of a wait that took too long where the task waits. It may catch it and go on. */
  expire(now: number): void {
    const error = new TestbenchTimeoutError(this.#overdue(now - 1), now - 1, [this.name]);
    const line = this.place();
    this.#wake(now);
    this.#releaseSlot();
    this.#running = true;
    try {
      this.#take(this.#steps.throw(error), now);
    } catch (thrown) {
      if (thrown === error) placeError(error, [line]);
      throw thrown;
    } finally {
      this.#running = false;
    }
    this.run(now);
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

  /** Makes the task due in a later cycle, because its condition has held. */
  wakeIn(cycle: number): void {
    this.#wake(cycle);
  }

  /** Who waits for what, for messages. */
  get waitsFor(): string {
    if (this.#running) return `${this.name} (runs since cycle ${this.due} without a yield)`;
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
    this.due = due;
    this.deadline = never;
    this.condition = undefined;
    this.#armed = false;
    if (this.#awaited.length > 0) this.#awaited = [];
  }

  #take(step: IteratorResult<Wait, unknown>, now: number): void {
    if (step.done) {
      this.#outcome = step.value;
      this.#end();
    } else {
      this.#wait(step.value, now);
    }
  }

  #wait(wait: Wait, now: number): void {
    if (wait?.kind === 'cycles') {
      this.due = now + wait.count;
      if (this.#description !== '') this.#description = '';
      return;
    }
    if (wait?.kind !== 'until' && wait?.kind !== 'join') {
      const error = new TestbenchUsageError(`Task '${this.name}' yielded ${nothingToWaitFor(wait)}.`);
      throw placeError(error, [this.place()]);
    }
    this.due = never;
    this.deadline = now + wait.timeout;
    this.#timeout = wait.timeout;
    if (wait.kind === 'join') {
      if (wait.handles.some(({ done }) => done)) this.#wake(now);
      else this.#awaited = wait.handles;
      return;
    }
    this.#description = wait.description;
    if (typeof wait.condition === 'function') {
      this.condition = wait.condition;
      return;
    }
    const { look } = wait;
    if (look !== undefined) {
      this.condition = () => {
        look();
        return false;
      };
    }
    if (this.#slot === noSlot) this.#slot = this.#watches.take();
    this.#watches.arm(this.#slot, wait.condition);
    this.#armed = true;
  }

  #end(): void {
    this.done = true;
    this.due = never;
    this.deadline = never;
    this.condition = undefined;
    this.#armed = false;
    this.#releaseSlot();
    this.#onEnd(this);
  }

  #releaseSlot(): void {
    if (this.#slot !== noSlot) this.#watches.release(this.#slot);
    this.#slot = noSlot;
  }
}
