// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DesignError } from './errors.ts';
import { parseFileList, readFileList } from './file-list.ts';

describe('parseFileList', () => {
  it('keeps the order and drops comments and empty lines', () => {
    const text = '// compile order\r\nlow.v\r\n\r\n  sub/top.v  // last\n# none\n';
    expect(parseFileList(text, 'files.f')).toEqual(['low.v', 'sub/top.v']);
  });

  it('refuses options and says where', () => {
    expect(() => parseFileList('a.v\n+incdir+x\n', 'files.f')).toThrow(
      "files.f:2: '+incdir+x' is an option; only file names are allowed",
    );
  });
});

describe('readFileList', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'file-list-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('resolves names from the folder of the list', async () => {
    const list = join(folder, 'files.f');
    await writeFile(list, 'a.v\n../b.v\n/c/d.v\n');
    expect(await readFileList(list)).toEqual([join(folder, 'a.v'), join(folder, '..', 'b.v'), '/c/d.v']);
  });

  it('refuses an empty list and one that is not there', async () => {
    const list = join(folder, 'empty.f');
    await writeFile(list, '// nothing\n');
    await expect(readFileList(list)).rejects.toThrow('names no file');
    await expect(readFileList(join(folder, 'missing.f'))).rejects.toThrow(DesignError);
  });
});
