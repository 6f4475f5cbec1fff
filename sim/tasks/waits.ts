// SPDX-License-Identifier: Apache-2.0
import { type Condition, changes, falls, rises } from '../harness/condition.ts';
import type { PortIdentity } from '../harness/port-types.ts';

/** A running task, to wait for, to end, or to take the result of. */
export interface TaskHandle<Result = unknown> {
  readonly name: string;
  /** Whether the task has returned or was cancelled. */
  readonly done: boolean;
  /** What the task returned. @throws TestbenchUsageError while it runs, or when it was cancelled */
  readonly result: Result;
  /**
   * Ends the task where it waits; its `finally` blocks run. Does nothing when it has ended.
   *
   * @throws TestbenchUsageError when a task cancels itself; it returns instead
   */
  cancel(): void;
}

export interface WaitOptions {
  /** Cycles after which it is an error. Without it only the limit of the run ends the wait. */
  readonly timeout?: number;
}

export interface UntilOptions extends WaitOptions {
  /** What is waited for, for the message of the error. */
  readonly description?: string;
}

/** What a task can yield. */
export type Wait =
  | { readonly kind: 'cycles'; readonly count: number }
  | {
      readonly kind: 'until';
      readonly condition: Condition | (() => boolean);
      readonly timeout: number;
      readonly description: string;
      /** Called on the settled state of every cycle of the wait, beside a condition that is no function. */
      readonly look: (() => void) | undefined;
    }
  | { readonly kind: 'join'; readonly handles: readonly TaskHandle[]; readonly timeout: number };

/** A sequence of steps in simulated time. */
export type Task<Result = void> = Generator<Wait, Result, void>;

/** A generator function; its name, if it has one, names the task in messages. */
export type TaskBody<Result = void> = () => Task<Result>;

/** A testbench was used in a way it does not allow. */
export class TestbenchUsageError extends Error {
  override readonly name = 'TestbenchUsageError';
}

/** A wait or a whole run took longer than allowed. */
export class TestbenchTimeoutError extends Error {
  override readonly name = 'TestbenchTimeoutError';
  /** The cycle in which time was up. */
  readonly cycle: number;
  /** The tasks that waited. */
  readonly tasks: readonly string[];

  constructor(message: string, cycle: number, tasks: readonly string[]) {
    super(message);
    this.cycle = cycle;
    this.tasks = tasks;
  }
}

function checkedTimeout(wait: string, { timeout }: WaitOptions): number {
  if (timeout === undefined) return Number.POSITIVE_INFINITY;
  if (Number.isSafeInteger(timeout) && timeout >= 1) return timeout;
  throw new TestbenchUsageError(
    `${wait}(): the timeout of ${timeout} must be a whole number of cycles, at least 1.`,
  );
}

/**
 * Wait for `count` rising edges; 1 is the next cycle.
 *
 * @throws TestbenchUsageError unless `count` is a whole number of at least 1
 */
export function cycles(count: number): Wait {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new TestbenchUsageError(`cycles(${count}): the count must be a whole number of at least 1.`);
  }
  return { kind: 'cycles', count };
}

/**
 * Wait until a condition holds. It is evaluated once per cycle, first in the cycle that runs, on the settled state just
 * before the rising edge; the task goes on after that edge. A condition such as `equals(port, 1)` costs almost nothing while
 * it doesn't hold; a function is called in every cycle, and is where a task takes what it needs of the settled state.
 *
 * @throws TestbenchUsageError for what is no condition, or a timeout that is not a whole number of at least 1
 */
export function until(condition: Condition | (() => boolean), options: UntilOptions = {}): Wait {
  if (typeof condition !== 'function' && typeof condition !== 'object') {
    throw new TestbenchUsageError(
      `until(${String(condition)}): give a condition such as equals(port, 1), or a function that is called in every cycle.`,
    );
  }
  const usual = typeof condition === 'function' ? 'a condition that never held' : condition.description;
  const { description = usual } = options;
  const timeout = checkedTimeout('until', options);
  return {
    kind: 'until',
    condition,
    timeout,
    description,
    look: undefined,
  };
}

/**
 * Waits until a condition holds and returns what `take` reads in that very cycle, on the settled state just before the rising
 * edge: after the wait the ports have new values. `take` is called in every cycle of the wait, so it only looks.
 *
 * @throws as `until` does
 */
export function* sample<Value>(
  condition: Condition | (() => boolean),
  take: () => Value,
  options: UntilOptions = {},
): Generator<Wait, Value, void> {
  let taken: Value | undefined;
  const look = () => {
    taken = take();
  };
  if (typeof condition === 'function') {
    yield until(() => {
      if (!condition()) return false;
      look();
      return true;
    }, options);
  } else {
    yield { ...until(condition, options), look } as Wait;
  }
  return taken as Value;
}

/** Wait for a port of at most 32 bits to go from zero to something else, back, or to change; see `rises`. */
export function edge(
  port: PortIdentity,
  direction: 'rising' | 'falling' | 'any' = 'rising',
  options: WaitOptions = {},
): Wait {
  const condition = { rising: rises, falling: falls, any: changes }[direction];
  return until(condition(port), options);
}

/** Wait for another task to end; goes on in the same cycle. */
export function join(handle: TaskHandle, options: WaitOptions = {}): Wait {
  return {
    kind: 'join',
    handles: [handle],
    timeout: checkedTimeout('join', options),
  };
}

/** Wait until one of several tasks has ended, whose `done` is true then; the others go on. */
export function first(handles: readonly TaskHandle[], options: WaitOptions = {}): Wait {
  if (handles.length === 0) throw new TestbenchUsageError('first() needs at least one task.');
  return {
    kind: 'join',
    handles,
    timeout: checkedTimeout('first', options),
  };
}
