// SPDX-License-Identifier: Apache-2.0
import type { ChildProcess } from 'node:child_process';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How long the processes may take to end when asked to, in milliseconds. */
const PATIENCE_MILLISECONDS = 2_000;

/** A started process with all its descendants. */
export interface ProcessGroup {
  /** Ends them all: first politely, then by force. */
  stop(): Promise<void>;
}

/**
 * Watches over a process that was started with `detached: true` and `reject: false`, and thereby leads a group of its
 * own. What is left of the group ends with its leader, with stop(), and when this process exits or is told to end.
 */
export function guardProcessGroup(
  leader: PromiseLike<unknown> & Pick<ChildProcess, 'once' | 'pid'>,
): ProcessGroup {
  const { pid } = leader;
  // It did not even start.
  if (pid === undefined) return { stop: async () => {} };

  function kill(signal: NodeJS.Signals): void {
    try {
      process.kill(-pid!, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
  const killNow = (): void => kill('SIGKILL');

  function passOn(signal: NodeJS.Signals): void {
    killNow();
    release();
    // Without another listener the signal would have ended this process, so it still does.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  }

  function release(): void {
    process.off('exit', killNow);
    for (const signal of SIGNALS) process.off(signal, passOn);
  }

  // Before whatever else is done at the end: their folders are deleted when nobody works there any more.
  process.prependListener('exit', killNow);
  for (const signal of SIGNALS) process.on(signal, passOn);
  leader.once('exit', () => {
    killNow();
    release();
  });

  return {
    async stop() {
      kill('SIGTERM');
      const force = setTimeout(killNow, PATIENCE_MILLISECONDS);
      try {
        await leader;
      } finally {
        clearTimeout(force);
      }
    },
  };
}
