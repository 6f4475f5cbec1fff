// SPDX-License-Identifier: Apache-2.0
import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { shownPath } from './project-folders.ts';
import { UsageError } from './usage-error.ts';

/**
 * Makes a folder that a user has named, and those that it is in. One after the other: Node's own recursion does not end where
 * the file system answers that a parent does not exist, which it does below /proc.
 *
 * @throws UsageError
 */
export async function makeFolder(folder: string): Promise<void> {
  const whole = resolve(folder);
  const missing: string[] = [];
  try {
    for (let at = whole; !(await isFolder(at)); at = dirname(at)) missing.unshift(at);
    for (const each of missing) await mkdir(each).catch(unlessMadeMeanwhile);
  } catch (cause) {
    throw new UsageError(`Cannot make the folder '${shownPath(whole)}': ${(cause as Error).message}.`, {
      cause,
    });
  }
}

/** @throws the error of the file system where something else is there */
async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (found === undefined) return false;
  if (found.isDirectory()) return true;
  throw new Error(`'${shownPath(path)}' is a file`);
}

function unlessMadeMeanwhile(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
