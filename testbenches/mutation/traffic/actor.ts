// SPDX-License-Identifier: Apache-2.0
import type { Phase } from './phase.ts';

/** Something that uses ports of the design. */
export interface Actor {
  /** Writes the inputs of a cycle. */
  drive(phase: Phase, isDraining: boolean): void;
  /**
   * Looks at the outputs once they have settled.
   *
   * @returns whether a beat of a stream passed
   * @throws StuckError when the design has kept it waiting too long
   */
  sample(): boolean;
  /** The design was reset: forgets what was under way. */
  reset(): void;
  /** Nothing of it is under way. */
  readonly atRest: boolean;
}

/** The design has not served somebody within the cycles it has for that. */
export class StuckError extends Error {
  override readonly name = 'StuckError';
}

/** Counts the cycles in a row that something waits. */
export function createPatience(what: string, limit: number): (waits: boolean) => void {
  let waited = 0;
  return (waits) => {
    waited = waits ? waited + 1 : 0;
    if (waited > limit) throw new StuckError(`${what} for ${limit} cycles`);
  };
}
