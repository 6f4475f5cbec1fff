// SPDX-License-Identifier: Apache-2.0
import type { AccessOutcome, BusAccess } from './access.ts';

/** A part of a bus port whose accesses become something else in the block: commands, the window, settings. */
export interface AccessPart {
  /**
   * Compares what the block is asked for in this cycle, and says what becomes of the access.
   *
   * @param access one that goes to this part, or undefined while there is none
   * @param outcome is written where there is one
   */
  sample(access: BusAccess | undefined, outcome: AccessOutcome): void;
  restart(): void;
}

/** One thing asked of the block until it is taken, and then awaited. */
export interface Request {
  /** It must be asked for in this cycle. */
  isDue(wanted: boolean): boolean;
  /** What was asked for is answered, if this is an answer. */
  ends(answered: boolean): boolean;
  /** Goes on to the next cycle. */
  step(wanted: boolean, ready: boolean, ended: boolean): void;
  /** It was taken and is awaited. */
  isGiven(): boolean;
  restart(): void;
}

export function createRequest(): Request {
  let given = false;
  return {
    isDue: (wanted) => wanted && !given,
    ends: (answered) => given && answered,
    step(wanted, ready, ended) {
      given = ended ? false : given || (wanted && ready);
    },
    isGiven: () => given,
    restart() {
      given = false;
    },
  };
}
