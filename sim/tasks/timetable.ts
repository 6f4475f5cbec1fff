// SPDX-License-Identifier: Apache-2.0

/**
 * The cycles in which tasks must be looked at again, by their places in the list of tasks. They lie in an array of numbers
 * apart from the tasks, because all of them are compared in every cycle, and of most tasks nothing else is needed then.
 */
export class Timetable {
  /** By place: when the task is due or its time is up; infinite for one that waits for something else, without a limit. */
  readonly cycles: number[] = [];
  /** Tasks that wait for functions, which must be called in every cycle. */
  functions = 0;
}
