// SPDX-License-Identifier: Apache-2.0
import { DifferenceError } from '../checker/index.ts';

/** The description of a design and its Verilog do not belong together, or the design does not start. */
export class SessionError extends Error {
  override readonly name = 'SessionError';
}

/** A run failed in the simulation or in the comparison; `cause` is the error of that part. */
export class RunFailedError extends Error {
  override readonly name = 'RunFailedError';
  /** The cycle in which it failed: the number of rising edges before. */
  readonly cycle: number;
  /** The command that repeats the run. */
  readonly repeat: string;

  constructor(error: unknown, cycle: number, repeat: string) {
    const cause = error instanceof DifferenceError ? error.withCommand(repeat) : error;
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(cause instanceof DifferenceError ? reason : `${reason}\nrepeat: ${repeat}`, { cause });
    this.cycle = cycle;
    this.repeat = repeat;
  }
}
