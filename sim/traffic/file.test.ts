// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../tasks/index.ts';
import { DeliveryError } from './expected-deliveries.ts';
import { FileTrafficError, sendFile } from './file.ts';
import { createMemoryCarrier } from './test-support/memory-carrier.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-file-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(bytes: number): Promise<string> {
  const path = join(folder, `${bytes}.bin`);
  await writeFile(path, createRandom(bytes + 1).fill(new Uint8Array(bytes)));
  return path;
}

const carrierOf = (messagesPerRun = 5) =>
  createMemoryCarrier({ tags: 4, largestMessage: 100, messagesPerRun });

describe('a file through a carrier', () => {
  it.each([
    [0, 1],
    [1, 2],
    [100, 2],
    [101, 3],
    [12_345, 125],
  ])('of %i bytes travels in %i pieces and comes back', async (bytes, pieces) => {
    const carrier = carrierOf();
    expect(await sendFile({ carrier, path: await fileOf(bytes) })).toEqual({ bytes, pieces });
    expect(carrier.sent.notice).toBe(2 * pieces);
    expect(carrier.longestSent()).toBe(Math.min(bytes, 100));
    expect(carrier.inside()).toBe(0);
  });

  it('longer than one block is sent whole', async () => {
    const bytes = 4 * 1024 * 1024 + 1;
    const carrier = createMemoryCarrier({ tags: 8, largestMessage: 65_536 });
    expect(await sendFile({ carrier, path: await fileOf(bytes) })).toEqual({ bytes, pieces: 66 });
  });

  it('reports the bytes that have come back', async () => {
    const seen: number[] = [];
    await sendFile({
      carrier: carrierOf(1),
      path: await fileOf(1_000),
      onProgress: (bytes) => seen.push(bytes),
    });
    expect(seen.at(-1)).toBeGreaterThan(0);
  });

  it('that arrives changed is noticed', async () => {
    const carrier = carrierOf();
    const send = carrier.send;
    carrier.send = (message) => send({ ...message, bytes: message.bytes.map((byte) => byte ^ 0x80) });
    await expect(sendFile({ carrier, path: await fileOf(500) })).rejects.toThrow(DeliveryError);
  });

  it('that is not there, or is a folder, is named', async () => {
    const carrier = carrierOf();
    const missing = sendFile({ carrier, path: join(folder, 'missing') });
    await expect(missing).rejects.toThrow(FileTrafficError);
    await expect(missing).rejects.toThrow(/Cannot read '.*missing' to send it: ENOENT/);
    await expect(sendFile({ carrier, path: folder })).rejects.toThrow('it is not a regular file');
  });
});
