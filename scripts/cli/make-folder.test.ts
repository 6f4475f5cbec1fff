// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeFolder } from './make-folder.ts';
import { UsageError } from './usage-error.ts';

const temporary = mkdtempSync(join(tmpdir(), 'baton-folder-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

test('a folder is made with those that it is in, and may be there already', async () => {
  const folder = join(temporary, 'a', 'b', 'c');
  await Promise.all([makeFolder(folder), makeFolder(folder)]);
  await makeFolder(folder);
  expect(statSync(folder).isDirectory()).toBe(true);
});

test('what is a file is not made a folder', async () => {
  const file = join(temporary, 'file');
  writeFileSync(file, '');
  for (const wrong of [file, join(file, 'inside')]) {
    await expect(makeFolder(wrong)).rejects.toThrow(UsageError);
    await expect(makeFolder(wrong)).rejects.toThrow(
      /Cannot make the folder '.*file.*': .*(is a file|ENOTDIR)/,
    );
  }
});

test.runIf(existsSync('/proc/self'))(
  'a file system that holds no new folders is an error, and no loop',
  async () => {
    await expect(makeFolder('/proc/baton/design')).rejects.toThrow(/Cannot make the folder .*ENOENT/);
  },
);
