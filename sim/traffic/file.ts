// SPDX-License-Identifier: Apache-2.0
import { type FileHandle, open } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import type { Carrier } from './carrier.ts';
import { createExpectedDeliveries } from './expected-deliveries.ts';
import { createTagPool } from './tag-pool.ts';

/** How long the carrier runs before others of the process get their turn, in milliseconds. */
const TURN_MILLISECONDS = 20;

/** Bytes read from the file at once; what is read is sent before the next are read, so that runs can be repeated. */
const BLOCK_BYTES = 4 * 1024 * 1024;

/** The file that should be sent cannot be read. */
export class FileTrafficError extends Error {
  override readonly name = 'FileTrafficError';
}

/** What travelled, and came back as it was sent. */
export interface FileTrafficFacts {
  /** Length of the file. */
  readonly bytes: number;
  /** Pieces it was cut into, the empty one at its end included. */
  readonly pieces: number;
}

/**
 * Sends a file through the carrier in pieces as long as a buffer, each a notice to the second party, which sends it
 * back; an empty piece marks the end. Every piece is compared at both ends.
 *
 * @throws FileTrafficError for a file that cannot be read, DeliveryError for a wrong delivery, and what the carrier throws.
 */
export async function sendFile(options: {
  readonly carrier: Carrier;
  readonly path: string;
  /** Called now and then with the number of bytes that have come back. */
  readonly onProgress?: (bytes: number) => void;
}): Promise<FileTrafficFacts> {
  const { carrier, path, onProgress } = options;
  const tags = createTagPool(carrier.tags);
  const expected = createExpectedDeliveries(carrier);
  const queue: Uint8Array[] = [];
  let bytes = 0;
  let pieces = 0;

  function fill(): void {
    while (queue.length > 0) {
      const tag = tags.takeForNotice('second');
      if (tag === undefined) return;
      expected.send({ from: 'first', kind: 'notice', tag, bytes: queue.shift()! });
    }
  }

  carrier.onDelivery = (message) => {
    expected.accept(message);
    if (message.from === 'first') {
      expected.send({ ...message, from: 'second' });
      return;
    }
    // The tag is given back only now, so that the way back never needs one that is still on it.
    tags.releaseNotice('second', message.tag);
    bytes += message.bytes.length;
    pieces++;
    fill();
  };

  async function carry(piecesOfBlock: Iterable<Uint8Array>): Promise<void> {
    queue.push(...piecesOfBlock);
    fill();
    while (!carrier.run(TURN_MILLISECONDS)) {
      onProgress?.(bytes);
      await setImmediate();
    }
  }

  const file = await openFile(path);
  try {
    for await (const block of blocksOf(file, path)) await carry(cut(block, carrier.largestMessage));
    await carry([new Uint8Array()]);
  } finally {
    carrier.onDelivery = undefined;
    await file.close();
  }
  return { bytes, pieces };
}

function* cut(block: Uint8Array, largest: number): Iterable<Uint8Array> {
  for (let start = 0; start < block.length; start += largest) yield block.subarray(start, start + largest);
}

function unreadable(path: string, cause: unknown): FileTrafficError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new FileTrafficError(`Cannot read '${path}' to send it: ${reason}. Name a file that can be read.`, {
    cause,
  });
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    const file = await open(path, 'r');
    if ((await file.stat()).isFile()) return file;
    await file.close();
  } catch (cause) {
    throw unreadable(path, cause);
  }
  throw unreadable(path, 'it is not a regular file');
}

/** The file in blocks of the same length, but for the last. */
async function* blocksOf(file: FileHandle, path: string): AsyncIterable<Uint8Array> {
  for (;;) {
    const block = new Uint8Array(BLOCK_BYTES);
    let filled = 0;
    for (;;) {
      const { bytesRead } = await file.read(block, filled, BLOCK_BYTES - filled).catch((cause) => {
        throw unreadable(path, cause);
      });
      filled += bytesRead;
      if (bytesRead === 0 || filled === BLOCK_BYTES) break;
    }
    if (filled > 0) yield block.subarray(0, filled);
    if (filled < BLOCK_BYTES) return;
  }
}
