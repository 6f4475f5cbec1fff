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
  it('finds the committed designs as they are generated', async () => {
    expect(await parseCommandLine(['rtl', '--check'])).toMatchObject({
      passed: true,
      data: { different: [] },
    });
  });

  it('writes presets, finds them unchanged, and lists what differs', async () => {
    const folder = temporary.path;
    const words = ['rtl', '--folder', folder, '--preset', 'tiny-channel', 'tiny-gateway'];
    const rtl = async (...more: string[]) => (await parseCommandLine([...words, ...more]))!;

    const nothing = await rtl('--check');
    expect(nothing.passed).toBe(false);
    expect(nothing.data.different).toContain('tiny-gateway/manifest.json (missing)');

    const written = await rtl();
    expect(written.passed).toBe(true);
    expect(written.data.changed).toEqual(
      expect.arrayContaining(['tiny-channel/baton_channel.v', 'tiny-gateway/files.f']),
    );
    expect(await rtl('--check')).toMatchObject({ passed: true, data: { different: [] } });
    expect(await rtl()).toMatchObject({ data: { changed: [] } });

    await appendFile(join(folder, 'tiny-channel', 'baton_area.v'), '\n');
    await rm(join(folder, 'tiny-gateway', 'files.f'));
    await writeFile(join(folder, 'tiny-channel', 'extra.v'), '');
    const different = await rtl('--check');
    expect(different.passed).toBe(false);
    expect(different.data.different).toEqual([
      'tiny-channel/baton_area.v (different)',
      'tiny-channel/extra.v (not generated)',
      'tiny-gateway/files.f (missing)',
    ]);
    expect(different.text).toContain("Files that differ from a fresh generation: 3. Run 'npx baton rtl'");
  });
});
