// SPDX-License-Identifier: Apache-2.0
import { open } from 'node:fs/promises';
import { unreadable } from '../open.ts';
import { WaveformError } from '../waveform-error.ts';

/** A file that is read here and there. */
export interface FileBytes {
  /** In bytes, when it was opened. */
  readonly size: number;
  /** Reads `length` bytes from offset `from` on. @throws WaveformError `truncated` when the file has not so many */
  read(from: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
}

/** Opens a file. @throws WaveformError `unreadable` */
export async function openFileBytes(path: string): Promise<FileBytes> {
  const guarded = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (cause) {
      throw unreadable(path, cause as NodeJS.ErrnoException);
    }
  };
  const file = await guarded(() => open(path));
  const { size } = await guarded(() => file.stat());
  return {
    size,
    read: async (from, length) => {
      if (from + length <= size) {
        const { buffer, bytesRead } = await guarded(() =>
          file.read(Buffer.allocUnsafe(length), 0, length, from),
        );
        if (bytesRead === length) return buffer;
      }
      throw new WaveformError(
        'truncated',
        `the file ends early: ${length} bytes are announced here, and it has ${size}; was the simulation run to its end?`,
        { byteOffset: from },
      );
    },
    close: () => file.close(),
  };
}
