// SPDX-License-Identifier: Apache-2.0
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UsageError } from './usage-error.ts';

/** The absolute path of a waveform to write. @throws UsageError when it cannot be a file there. */
export async function waveformFile(given: string): Promise<string> {
  const path = resolve(given);
  const folder = await stat(dirname(path)).catch(() => undefined);
  if (!folder?.isDirectory()) {
    throw new UsageError(`--waves ${given}: there is no folder ${dirname(path)}; make it first.`);
  }
  const present = await stat(path).catch(() => undefined);
  if (present !== undefined && !present.isFile()) {
    throw new UsageError(`--waves ${given} is not a file; give the name of a file to write.`);
  }
  return path;
}
