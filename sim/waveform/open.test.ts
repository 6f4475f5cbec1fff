// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWaveform, unreadable } from './open.ts';
import { waveformError } from './test-support.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'waveform-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function content(path: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of openWaveform(path)) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

describe('openWaveform', () => {
  it('reads a file of several chunks', async () => {
    const path = join(folder, 'large');
    const bytes = Buffer.alloc(2_500_000, 'abcdefg');
    writeFileSync(path, bytes);
    expect((await content(path)).equals(bytes)).toBe(true);
  });

  it('says that a file does not exist', async () => {
    const path = join(folder, 'absent.vcd');
    const error = await waveformError(content(path));
    expect(error.code).toBe('unreadable');
    expect(error.message).toBe(`Cannot read waveform '${path}': there is no such file; check the path.`);
  });

  it('says that a part of the path is a file', async () => {
    writeFileSync(join(folder, 'file'), '');
    const error = await waveformError(content(join(folder, 'file', 'waves.vcd')));
    expect(error.message).toContain('a part of the path is a file, not a folder');
  });

  it('says that it is a folder', async () => {
    const error = await waveformError(content(folder));
    expect(error.message).toBe(
      `Cannot read waveform '${folder}': it is a folder; name the waveform file in it.`,
    );
  });
});

describe('unreadable', () => {
  // Not provoked with a real file: the superuser may read everything.
  it.each(['EACCES', 'EPERM'])('says for %s that reading is not permitted', (code) => {
    const cause = Object.assign(new Error('denied'), { code });
    const error = unreadable('waves.vcd', cause);
    expect(error.message).toBe(
      "Cannot read waveform 'waves.vcd': reading it is not permitted; change its permissions or run as its owner.",
    );
    expect(error.cause).toBe(cause);
  });

  it('passes on the words of the system for anything else', () => {
    const cause = Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' });
    expect(unreadable('waves.vcd', cause).message).toBe(
      "Cannot read waveform 'waves.vcd': EIO: i/o error, read.",
    );
  });
});
