// SPDX-License-Identifier: Apache-2.0
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { WaveformError } from './waveform-error.ts';

const chunkBytes = 1 << 20;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file; check the path',
  ENOTDIR: 'a part of the path is a file, not a folder; check the path',
  EISDIR: 'it is a folder; name the waveform file in it',
  EACCES: 'reading it is not permitted; change its permissions or run as its owner',
  EPERM: 'reading it is not permitted; change its permissions or run as its owner',
};

/** The error for a file that the system did not open or read. */
export function unreadable(path: string, cause: NodeJS.ErrnoException): WaveformError {
  const reason = reasons[cause.code ?? ''] ?? cause.message;
  return new WaveformError('unreadable', `Cannot read waveform '${path}': ${reason}.`, undefined, { cause });
}

/**
 * Reads a file in chunks of 1 MiB. The file is opened when the first chunk is asked for and closed when the reader
 * stops, early or not.
 *
 * @throws WaveformError `unreadable`, from the first chunk on.
 */
export async function* openWaveform(path: string): AsyncIterable<Uint8Array> {
  try {
    if ((await stat(path)).isDirectory()) {
      throw Object.assign(new Error('is a directory'), { code: 'EISDIR' });
    }
    yield* createReadStream(path, { highWaterMark: chunkBytes });
  } catch (cause) {
    throw unreadable(path, cause as NodeJS.ErrnoException);
  }
}
