// SPDX-License-Identifier: Apache-2.0
import { results } from './codes.ts';
import { type ControlArea, entryOfFlag, loadPointer, swapFlag } from './control-area.ts';

/** The steps of Fig. 6. */
export type AllocationStep = 602 | 604 | 606 | 608 | 610 | 612 | 613 | 614 | 616 | 618;

/** Process 600 between two of its steps: which one is next, and its working variables. */
export interface Allocation {
  /** The step that is next, or 0 after the process has returned. */
  next: AllocationStep | 0;
  /** The step done last, or 0 before the first. */
  last: AllocationStep | 0;
  /** Entries not examined yet. */
  counter: number;
  /** Index in A of the flag to examine. */
  index: number;
  /** TEMP of the flow chart. */
  temporary: number;
  /** Entries to examine at most. */
  limit: number;
  /** Result, once the process has returned. */
  result: number;
  /** Byte address of the buffer, once the process has returned OK. */
  pointer: number;
}

/** Process 600 before step 602. `limit`: entries to examine at most, where less is to be used than A[0] says. */
export function beginAllocation(limit = Number.POSITIVE_INFINITY): Allocation {
  return { next: 602, last: 0, counter: 0, index: 0, temporary: 0, limit, result: results.NONE, pointer: 0 };
}

/** Starts a process over, without making a new object. */
export function restartAllocation(process: Allocation, limit = Number.POSITIVE_INFINITY): void {
  process.limit = limit;
  process.next = 602;
  process.last = 0;
}

/**
 * Does the next step. Steps 602 and 613 reach the control area, 613 atomically; all others are the party's own.
 *
 * @param mayTake whether step 613 may take the flag; without it the swap writes back what it read, as if the entry were allocated
 */
export function stepAllocation(process: Allocation, area: ControlArea, mayTake = true): void {
  const step = process.next;
  process.last = step;
  switch (step) {
    case 602:
      process.counter = area.words[0]!;
      process.index = 1;
      process.next = 604;
      return;
    case 604:
      process.next = process.counter < 0 || process.counter > area.entries ? 606 : 608;
      process.counter = Math.min(process.counter, process.limit);
      return;
    case 606:
      process.result = results.ERR_RANGE;
      process.next = 0;
      return;
    case 608:
      process.next = process.counter === 0 ? 610 : 612;
      return;
    case 610:
      process.result = results.NONE;
      process.next = 0;
      return;
    case 612:
      process.temporary = 0;
      process.next = 613;
      return;
    case 613:
      if (mayTake) process.temporary = swapFlag(area, entryOfFlag(process.index), process.temporary);
      process.next = 614;
      return;
    case 614:
      process.next = process.temporary === 1 ? 618 : 616;
      return;
    case 616:
      process.counter -= 1;
      process.index += 2;
      process.next = 608;
      return;
    case 618:
      process.result = results.OK;
      process.pointer = loadPointer(area, entryOfFlag(process.index));
      process.next = 0;
      return;
    default:
      throw new Error('Process 600 has returned; begin a new one.');
  }
}

/** Does all steps up to the next atomic swap, which is then next, or up to the return. */
export function runToSwap(process: Allocation, area: ControlArea): void {
  while (process.next !== 613 && process.next !== 0) stepAllocation(process, area);
}
