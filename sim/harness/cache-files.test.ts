// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contentKey, publish, publishText, withBuildDirectory } from './cache-files.ts';

let cache: string;
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'cache-files-'));
});
afterEach(() => rm(cache, { recursive: true }));

describe('contentKey', () => {
  it('depends on every part and on where parts end', () => {
    const keys = [['ab', 'c'], ['a', 'bc'], ['abc'], ['ab', 'c', ''], ['c', 'ab']].map(contentKey);
    expect(new Set(keys).size).toBe(keys.length);
    expect(contentKey(['ab', Buffer.from('c')])).toBe(keys[0]);
    expect(keys[0]).toMatch(/^[0-9a-f]{20}$/);
  });
});

describe('publishing', () => {
  it('leaves whole files and nothing else', async () => {
    await withBuildDirectory(cache, async (building) => {
      await writeFile(join(building, 'x'), 'binary');
      await publish(join(building, 'x'), join(cache, 'deep', 'x'));
    });
    await publishText('text', join(cache, 'deep', 'y'));
    expect(await readdir(join(cache, 'deep'))).toEqual(['x', 'y']);
    expect(await readFile(join(cache, 'deep', 'x'), 'utf8')).toBe('binary');
    expect(await readdir(join(cache, 'building'))).toEqual([]);
  });
});
