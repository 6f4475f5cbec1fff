// SPDX-License-Identifier: Apache-2.0
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { exists } from './cache-files.ts';

const retryMilliseconds = 100;
/** A lock whose holder gave no sign of life for so long belongs to a process that died. */
const staleMilliseconds = 10_000;

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
  // Loaded when something is built: a start with an unchanged design builds nothing.
  const { default: lockfile } = await import('proper-lockfile');
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
