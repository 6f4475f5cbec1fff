// SPDX-License-Identifier: Apache-2.0
import { results } from './codes.ts';
import { type ControlArea, entryOfFlag, storeFlag } from './control-area.ts';

/** The steps of Fig. 7. The store of the flag has no number of its own: it belongs to the branch of 712 that leads to 718. */
export type DeallocationStep = 702 | 704 | 706 | 708 | 710 | 712 | 714 | 718;

/** Process 700 between two of its steps. */
export interface Deallocation {
  /** The step that is next, or 0 after the process has returned. */
  next: DeallocationStep | 0;
  /** The step done last, or 0 before the first. */
  last: DeallocationStep | 0;
  /** Byte address of the buffer to free. */
  buffer: number;
  counter: number;
  index: number;
  result: number;
}

/** Process 700 before step 702, for the buffer at a byte address. */
export function beginDeallocation(buffer: number): Deallocation {
  return { next: 702, last: 0, buffer, counter: 0, index: 0, result: results.ERR_NOT_FOUND };
}

/** Starts a process over for another buffer, without making a new object. */
export function restartDeallocation(process: Deallocation, buffer: number): void {
  process.next = 702;
  process.last = 0;
  process.buffer = buffer;
}

/** Does the next step. Step 718 stores 1 in the flag, whatever it was, and whoever asks. */
export function stepDeallocation(process: Deallocation, area: ControlArea): void {
  const step = process.next;
  process.last = step;
  switch (step) {
    case 702:
      process.counter = area.words[0]!;
      process.index = 1;
      process.next = 704;
      return;
    case 704:
      process.next = process.counter < 0 || process.counter > area.entries ? 706 : 708;
      return;
    case 706:
      process.result = results.ERR_RANGE;
      process.next = 0;
      return;
    case 708:
      process.next = process.counter === 0 ? 710 : 712;
      return;
    case 710:
      process.result = results.ERR_NOT_FOUND;
      process.next = 0;
      return;
    case 712:
      process.next = area.words[process.index + 1] === process.buffer ? 718 : 714;
      return;
    case 714:
      process.index += 2;
      process.counter -= 1;
      process.next = 708;
      return;
    case 718:
      storeFlag(area, entryOfFlag(process.index), 1);
      process.result = results.OK;
      process.next = 0;
      return;
    default:
      throw new Error('Process 700 has returned; begin a new one.');
  }
}

/** Does all steps up to the one that frees the buffer, which is then next, or up to the return with an error. */
export function runToStore(process: Deallocation, area: ControlArea): void {
  while (process.next !== 718 && process.next !== 0) stepDeallocation(process, area);
}
