// SPDX-License-Identifier: Apache-2.0

/** A running task, to wait for or to take the result of. */
export interface TaskHandle<Result = unknown> {
  readonly name: string;
  readonly done: boolean;
  /** What the task returned. @throws TestbenchUsageError while it runs. */
  readonly result: Result;
}

export interface UntilOptions {
  /** Evaluations that may fail before it is an error, in cycles. Without it only the limit of the run ends the wait. */
  readonly timeout?: number;
  /** What is waited for, for the message of the error. */
  readonly description?: string;
}

/** What a task can yield. */
export type Wait =
  | { readonly kind: 'cycles'; readonly count: number }
  | { readonly kind: 'until'; readonly condition: () => boolean; readonly options: UntilOptions }
  | { readonly kind: 'join'; readonly handle: TaskHandle };

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
 * before the rising edge; the task goes on after that edge. What it needs of the settled state it must take inside the
 * condition.
 *
 * @throws TestbenchUsageError for a timeout that is not a whole number of at least 1
 */
export function until(condition: () => boolean, options: UntilOptions = {}): Wait {
  const { timeout } = options;
  if (timeout !== undefined && (!Number.isSafeInteger(timeout) || timeout < 1)) {
    throw new TestbenchUsageError(
      `until(): the timeout of ${timeout} must be a whole number of cycles, at least 1.`,
    );
  }
  return { kind: 'until', condition, options };
}

/** Wait for another task to end; goes on in the same cycle. */
export function join(handle: TaskHandle): Wait {
  return { kind: 'join', handle };
}
