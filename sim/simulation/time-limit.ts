// SPDX-License-Identifier: Apache-2.0
import { url as debuggerUrl } from 'node:inspector';
import { Script } from 'node:vm';
import { startWatchdog, type Watchdog } from './watchdog.ts';

/** Real time is up. */
export class TimeLimitError extends Error {
  override readonly name = 'TimeLimitError';
}

const handle = Symbol.for('baton.limited');
const call = new Script(`globalThis[Symbol.for('baton.limited')]()`, { filename: import.meta.filename });
/** One thread for all tests of a process, started with the first that needs it. */
const watchdogs: { one?: Watchdog } = {};

/** How long native code, which cannot be interrupted, may go on after the end of a test's time before the process is ended. */
const graceMilliseconds = 10_000;

/**
 * Runs some work, which is not asynchronous, for a limited time. JavaScript is interrupted wherever it is, without its
 * `finally` blocks; where native code does not come back at all, as in an endless loop of the Verilog, the process ends with a
 * message. There is no limit while a debugger may hold the work up.
 *
 * @param milliseconds 0 or infinite for no limit
 * @param what names the work in the message
 * @throws TimeLimitError, and what the work throws
 */
export function runWithin(milliseconds: number, what: string, work: () => void): void {
  if (!Number.isFinite(milliseconds) || milliseconds <= 0 || debuggerUrl() !== undefined) {
    work();
    return;
  }
  const timeout = Math.ceil(milliseconds);
  const shared = globalThis as { [handle]?: () => void };
  shared[handle] = work;
  watchdogs.one ??= startWatchdog();
  watchdogs.one.watch(
    timeout + graceMilliseconds,
    `${what} has not come back ${graceMilliseconds / 1000} s after its time of ${timeout} ms: there may be an endless loop in the Verilog. ` +
      'This process ends, and with it the tests that it had still to run.',
  );
  try {
    call.runInThisContext({ timeout, displayErrors: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new TimeLimitError(`${what} took more than ${timeout} ms.`);
  } finally {
    watchdogs.one.rest();
    delete shared[handle];
  }
}
