// SPDX-License-Identifier: Apache-2.0
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { damaged } from './damage.ts';
import { type FileBytes, openFileBytes } from './file-bytes.ts';

/** An FST that is compressed as a whole begins with the type, a length and the length when decompressed. */
const wrapperType = 254;
const wrapperBytes = 17;

/**
 * Opens an FST. One that is compressed as a whole is decompressed into a temporary file, because it is read here and
 * there; the file is gone as soon as it is open.
 *
 * @throws WaveformError `unreadable`, or `malformed` when it cannot be decompressed
 */
export async function openFst(path: string): Promise<FileBytes> {
  const file = await openFileBytes(path);
  if (file.size === 0 || (await file.read(0, 1))[0] !== wrapperType) return file;
  await file.close();
  const folder = await mkdtemp(join(tmpdir(), 'baton-fst-'));
  try {
    const whole = join(folder, 'whole.fst');
    try {
      await pipeline(
        createReadStream(path, { start: wrapperBytes }),
        createGunzip(),
        createWriteStream(whole),
      );
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code?.startsWith('Z_') !== true) throw cause;
      throw damaged(`it cannot be decompressed (${(cause as Error).message})`, wrapperBytes);
    }
    return await openFileBytes(whole);
  } finally {
    await rm(folder, { recursive: true });
  }
}
