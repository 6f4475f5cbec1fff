// SPDX-License-Identifier: Apache-2.0
import { appendFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCommandLine } from './parse-command-line.ts';
import { temporaryFolder } from './run-baton.test-support.ts';

let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  temporary = await temporaryFolder();
});
afterAll(() => temporary.remove());

describe('baton rtl', () => {
  it('writes every preset, finds it unchanged, and lists what differs', async () => {
    const folder = temporary.path;
    const rtl = async (...more: string[]) => (await parseCommandLine(['rtl', '--folder', folder, ...more]))!;

    const nothing = await rtl('--check');
    expect(nothing.passed).toBe(false);
    expect(nothing.data.different).toContain('tiny-gateway/manifest.json (missing)');

    const written = await rtl();
    expect(written.passed).toBe(true);
    expect(written.data.changed).toEqual(
      expect.arrayContaining(['channel/baton_channel.v', 'tiny-gateway/files.f']),
    );
    expect(await rtl('--check')).toMatchObject({ passed: true, data: { different: [] } });
    expect(await rtl()).toMatchObject({ data: { changed: [] } });

    await appendFile(join(folder, 'channel', 'baton_area.v'), '\n');
    await rm(join(folder, 'gateway', 'files.f'));
    await writeFile(join(folder, 'tiny-channel', 'extra.v'), '');
    const different = await rtl('--check');
    expect(different.passed).toBe(false);
    expect(different.data.different).toEqual([
      'channel/baton_area.v (different)',
      'gateway/files.f (missing)',
      'tiny-channel/extra.v (not generated)',
    ]);
    expect(different.text).toContain("Files that differ from a fresh generation: 3. Run 'npx baton rtl'");
  });
});
