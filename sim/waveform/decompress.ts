// SPDX-License-Identifier: Apache-2.0
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { WaveformError } from './waveform-error.ts';

const chunkBytes = 1 << 20;
const magic = [0x1f, 0x8b] as const;

async function* continued(
  head: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* head;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
    yield next.value;
  }
}

async function* gunzipped(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: chunkBytes });
  // The pipeline hands every failure to the stream that is read below; its own report would only repeat it.
  pipeline(Readable.from(source), gunzip, () => {});
  try {
    yield* gunzip;
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'Z_BUF_ERROR') {
      throw new WaveformError(
        'truncated',
        'The gzip data ends early: the file is incomplete; copy or record it again.',
        undefined,
        { cause },
      );
    }
    if (code?.startsWith('Z_') === true) {
      throw new WaveformError(
        'malformed',
        `The gzip data is damaged (${message}); copy or record the file again.`,
        undefined,
        { cause },
      );
    }
    throw cause;
  }
}

/**
 * Passes bytes on, decompressed when they begin with the gzip magic number.
 *
 * @throws WaveformError `truncated` or `malformed` for damaged gzip data; errors of the input unchanged.
 */
export async function* decompressed(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = input[Symbol.asyncIterator]();
  try {
    const head: Uint8Array[] = [];
    const firstBytes: number[] = [];
    while (firstBytes.length < magic.length) {
      const next = await chunks.next();
      if (next.done === true) {
        break;
      }
      head.push(next.value);
      firstBytes.push(...next.value.subarray(0, magic.length));
    }
    const isGzip = magic.every((byte, index) => firstBytes[index] === byte);
    const source = continued(head, chunks);
    yield* isGzip ? gunzipped(source) : source;
  } finally {
    await chunks.return?.();
  }
}
