// SPDX-License-Identifier: Apache-2.0
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * How many entries each part of the cache keeps; a model takes 0.1 to 2 MB. The runtime is compiled once for each
 * version of Verilator, of the compiler and of the harness; an answer is what a tool says of itself.
 */
export interface CacheLimits {
  readonly models: number;
  readonly runtimes: number;
  readonly answers: number;
}

export const defaultCacheLimits: CacheLimits = { models: 300, runtimes: 4, answers: 50 };

/**
 * Whoever uses an entry marks it as used before. A build that needs one has ended long before this is over, so that no
 * lock is needed to keep pruning and parallel builds apart. Folders of builds older than this were left by a crash.
 */
const inUseMilliseconds = 2 * 60 * 60 * 1000;

/** Deletes what was unused for longest, until each part of the cache keeps its limit, and what crashed builds left. */
export async function pruneCache(cacheDirectory: string, limits: CacheLimits): Promise<void> {
  const parts = [
    { folder: cacheDirectory, suffix: '.node', keep: limits.models },
    { folder: join(cacheDirectory, 'runtime'), suffix: '', keep: limits.runtimes },
    { folder: join(cacheDirectory, 'tools'), suffix: '.txt', keep: limits.answers },
    { folder: join(cacheDirectory, 'building'), suffix: '', keep: 0 },
  ];
  for (const { folder, suffix, keep } of parts) {
    for (const { path, lastUse } of (await entriesByUse(folder, suffix)).slice(keep)) {
      if (Date.now() - lastUse > inUseMilliseconds) await rm(path, { recursive: true, force: true });
    }
  }
}

/** The entries of a folder, the one used last first. */
async function entriesByUse(folder: string, suffix: string) {
  // A part of the cache that nothing was put into yet is not there.
  const names = await readdir(folder).catch(() => []);
  const entries = await Promise.all(
    names
      .filter((name) => name.endsWith(suffix))
      .map(async (name) => {
        const path = join(folder, name);
        // Another process may delete the same entry at the same time.
        const status = await stat(path).catch(() => undefined);
        return status === undefined ? [] : [{ path, lastUse: status.mtimeMs }];
      }),
  );
  return entries.flat().sort((one, other) => other.lastUse - one.lastUse);
}
