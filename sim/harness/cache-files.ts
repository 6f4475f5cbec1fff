// SPDX-License-Identifier: Apache-2.0
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { access, mkdir, rename, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { withTemporaryFolder } from './temporary-folder.ts';

/** A key for the given parts: equal parts in equal order give the same key, any other list another one. */
export function contentKey(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    hash.update(`${Buffer.byteLength(part)}:`);
    hash.update(part);
  }
  return hash.digest('hex').slice(0, 20);
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** A folder of its own for one build, on the same file system as the cache so that results can be renamed into it. */
export function withBuildDirectory<Result>(
  cacheDirectory: string,
  build: (directory: string) => Promise<Result>,
): Promise<Result> {
  const make = (): string => {
    const directory = join(cacheDirectory, 'building', randomUUID());
    mkdirSync(directory, { recursive: true });
    return directory;
  };
  return withTemporaryFolder(make, build);
}

/** Moves a finished file to its place in one step: other processes see it whole or not at all. */
export async function publish(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
}

/** Writes a small text file in one step. */
export async function publishText(text: string, to: string): Promise<void> {
  const temporary = `${to}.${randomUUID()}`;
  await mkdir(dirname(to), { recursive: true });
  await writeFile(temporary, text);
  await rename(temporary, to);
}

/** Marks a cached file or folder as used now, so that pruning keeps it. */
export async function touch(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now);
}
