// SPDX-License-Identifier: Apache-2.0
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { exists } from './cache-files.ts';

const retryMilliseconds = 100;
/** A lock whose holder gave no sign of life for so long belongs to a process that died. */
const staleMilliseconds = 10_000;

function signalListeners() {
  const signals = process.eventNames().filter((name) => /^SIG/.test(String(name))) as NodeJS.Signals[];
  return signals.flatMap((signal) => process.listeners(signal).map((listener) => ({ signal, listener })));
}

/**
 * The library for locks, loaded when something is built: a start with an unchanged design builds nothing. It would listen for
 * signals as long as this process lives, and a process that listens does not die of a signal in a loop without end. A lock
 * that a killed process leaves is stale soon.
 */
function loadLocks(): typeof import('proper-lockfile') {
  const before = signalListeners();
  const locks = createRequire(import.meta.url)('proper-lockfile') as typeof import('proper-lockfile');
  for (const { signal, listener } of signalListeners()) {
    const wasThere = before.some((other) => other.signal === signal && other.listener === listener);
    if (!wasThere) process.off(signal, listener);
  }
  return locks;
}

/**
 * Runs `build`, which publishes the file `path`, unless the file is there or another process is making it; then waits for
 * that one. Only saves work: a lost lock leads to the same file being built twice, which is harmless.
 *
 * @throws what `build` throws, or the signal's reason while waiting
 */
export async function buildOnce(
  path: string,
  build: () => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const lockfile = loadLocks();
  await mkdir(dirname(path), { recursive: true });
  while (!(await exists(path))) {
    let release: () => Promise<void>;
    try {
      release = await lockfile.lock(path, {
        realpath: false,
        stale: staleMilliseconds,
        onCompromised: () => {},
      });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw error;
      await sleep(retryMilliseconds, undefined, {
        ref: true,
        ...(signal === undefined ? {} : { signal }),
      }).catch(() => {});
      signal?.throwIfAborted();
      continue;
    }
    try {
      if (!(await exists(path))) await build();
    } finally {
      // A lock taken over by another process cannot be released, and need not be.
      await release().catch(() => {});
    }
    return;
  }
}
