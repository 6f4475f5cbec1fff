// SPDX-License-Identifier: Apache-2.0
import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

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
export async function createBuildDirectory(cacheDirectory: string): Promise<string> {
  const directory = join(cacheDirectory, 'building', randomUUID());
  await mkdir(directory, { recursive: true });
  return directory;
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

/** Marks a cached file as used now, so that pruning keeps it. */
export async function touch(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now);
}

const abandonedAfterMilliseconds = 24 * 60 * 60 * 1000;

/** Deletes the models unused for longest until `keep` are left, and folders of builds that died long ago. */
export async function pruneCache(cacheDirectory: string, keep: number): Promise<void> {
  const ages = async (directory: string, suffix: string) => {
    const names = (await exists(directory)) ? await readdir(directory) : [];
    const found = await Promise.all(
      names
        .filter((name) => name.endsWith(suffix))
        // Another process may delete the same file at the same time.
        .map((name) =>
          stat(join(directory, name)).then(
            (status) => ({ name, age: status.mtimeMs }),
            () => undefined,
          ),
        ),
    );
    return found.filter((entry) => entry !== undefined).sort((one, other) => other.age - one.age);
  };
  for (const { name } of (await ages(cacheDirectory, '.node')).slice(keep)) {
    await rm(join(cacheDirectory, name), { force: true });
  }
  const building = join(cacheDirectory, 'building');
  for (const { name, age } of await ages(building, '')) {
    if (Date.now() - age > abandonedAfterMilliseconds)
      await rm(join(building, name), { recursive: true, force: true });
  }
}
