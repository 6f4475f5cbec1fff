// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdtempSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { withTemporaryFolder } from './temporary-folder.ts';

const prefix = join(tmpdir(), 'temporary-folder-');
const make = () => mkdtempSync(prefix);

describe('temporary folder', () => {
  it('is there for the work, and gone when it is done', async () => {
    const folder = await withTemporaryFolder(make, async (path) => {
      await writeFile(join(path, 'file'), 'text');
      return path;
    });
    expect(existsSync(folder)).toBe(false);
  });

  it('is gone when the work fails', async () => {
    let folder = '';
    const failing = withTemporaryFolder(make, async (path) => {
      folder = path;
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(folder).not.toBe('');
    expect(existsSync(folder)).toBe(false);
  });

  it('is gone when the process exits in the middle', async () => {
    const program = `
      import { mkdtempSync } from 'node:fs';
      import { withTemporaryFolder } from './temporary-folder.ts';
      await withTemporaryFolder(() => mkdtempSync(${JSON.stringify(prefix)}), async (path) => {
        console.log(path);
        process.exit(3);
      });`;
    const { stdout, exitCode } = await execa(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', program],
      { cwd: import.meta.dirname, reject: false, timeout: 20_000 },
    );
    expect(exitCode).toBe(3);
    expect(stdout).not.toBe('');
    expect(existsSync(stdout)).toBe(false);
  });
});
