// SPDX-License-Identifier: Apache-2.0

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

  constructor(cause: unknown, cycle: number, repeat: string) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`${reason}\nRepeat with: ${repeat}`, { cause });
    this.cycle = cycle;
    this.repeat = repeat;
  }
}
