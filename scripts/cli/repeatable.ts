// SPDX-License-Identifier: Apache-2.0
import { DifferenceError } from '../../sim/checker/index.ts';
import { RunFailedError } from '../../sim/session/index.ts';
import { FAILED } from './exit-status.ts';
import { failureOf } from './failure.ts';
import { CheckFailedError } from './usage-error.ts';

/** Does something, and adds to the error of a failed check the command that repeats it. */
export async function repeatable<Result>(repeat: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const { status, message, cause } = failureOf(error);
    if (status !== FAILED || cause instanceof RunFailedError) throw error;
    if (cause instanceof DifferenceError) throw cause.withCommand(repeat);
    throw new CheckFailedError(`${message}\nrepeat: ${repeat}`, { cause: error });
  }
}
