// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contentKey, createBuildDirectory, pruneCache, publish, publishText, touch } from './cache-files.ts';

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
    const building = await createBuildDirectory(cache);
    await writeFile(join(building, 'x'), 'binary');
    await publish(join(building, 'x'), join(cache, 'deep', 'x'));
    await publishText('text', join(cache, 'deep', 'y'));
    expect(await readdir(join(cache, 'deep'))).toEqual(['x', 'y']);
    expect(await readFile(join(cache, 'deep', 'x'), 'utf8')).toBe('binary');
    expect(await readdir(building)).toEqual([]);
  });
});

describe('pruneCache', () => {
  it('keeps the models used last and drops builds abandoned long ago', async () => {
    for (const [age, name] of ['new.node', 'middle.node', 'old.node', 'used.node'].entries()) {
      await writeFile(join(cache, name), '');
      await utimes(join(cache, name), 2e9 - 1000 * age, 1.6e9 - 1000 * age);
    }
    await touch(join(cache, 'used.node'));
    await mkdir(join(cache, 'building', 'abandoned'), { recursive: true });
    await utimes(join(cache, 'building', 'abandoned'), 1, 1);
    await mkdir(join(cache, 'building', 'running'));
    await pruneCache(cache, 2);
    expect((await readdir(cache)).sort()).toEqual(['building', 'new.node', 'used.node']);
    expect(await readdir(join(cache, 'building'))).toEqual(['running']);
  });

  it('accepts a cache that is not there yet', async () => {
    await expect(pruneCache(join(cache, 'nothing'), 2)).resolves.toBeUndefined();
  });
});
