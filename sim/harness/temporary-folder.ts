// SPDX-License-Identifier: Apache-2.0
import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';

/** Programs that were killed a moment ago may still finish a call to the system in the folder. */
const removal = { recursive: true, force: true, maxRetries: 5 } as const;

/**
 * Gives some work a folder. It is removed with all that is in it when the work is done or has failed, and also when this
 * process exits before.
 *
 * @param make makes the folder and returns its path; at once, so that no signal can come between making and guarding it
 */
export async function withTemporaryFolder<Result>(
  make: () => string,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = make();
  const removeNow = (): void => rmSync(folder, removal);
  process.on('exit', removeNow);
  try {
    return await work(folder);
  } finally {
    process.off('exit', removeNow);
    await rm(folder, removal);
  }
}
