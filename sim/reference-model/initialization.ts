// SPDX-License-Identifier: Apache-2.0
import { type ControlArea, entryOfFlag, storeFlag, storePointer } from './control-area.ts';

/** The steps of Fig. 8. */
export type InitializationStep = 802 | 804 | 806 | 808 | 810;

/** Process 800 between two of its steps. */
export interface Initialization {
  /** The step that is next, or 0 after the process has returned. */
  next: InitializationStep | 0;
  /** The step done last, or 0 before the first. */
  last: InitializationStep | 0;
  counter: number;
  index: number;
}

/** Process 800 before step 802. */
export function beginInitialization(): Initialization {
  return { next: 802, last: 0, counter: 0, index: 0 };
}

/**
 * Does the next step.
 *
 * @param allocateBuffer gives the byte address of the memory for an entry, which counts from 0
 */
export function stepInitialization(
  process: Initialization,
  area: ControlArea,
  allocateBuffer: (entry: number) => number,
): void {
  const step = process.next;
  process.last = step;
  switch (step) {
    case 802:
      area.words[0] = area.entries;
      process.counter = area.entries;
      process.index = 1;
      process.next = 804;
      return;
    case 804:
      process.next = process.counter === 0 ? 806 : 808;
      return;
    case 806:
      process.next = 0;
      return;
    case 808: {
      const entry = entryOfFlag(process.index);
      storeFlag(area, entry, 1);
      storePointer(area, entry, allocateBuffer(entry));
      process.next = 810;
      return;
    }
    case 810:
      process.index += 2;
      process.counter -= 1;
      process.next = 804;
      return;
    default:
      throw new Error('Process 800 has returned; begin a new one.');
  }
}

/** Does all steps up to the next entry to fill, whose step 808 is then next, or up to the return. */
export function runToEntry(
  process: Initialization,
  area: ControlArea,
  allocateBuffer: (entry: number) => number,
): void {
  while (process.next !== 808 && process.next !== 0) stepInitialization(process, area, allocateBuffer);
}
