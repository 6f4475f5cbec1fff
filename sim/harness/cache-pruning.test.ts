// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { touch } from './cache-files.ts';
import { pruneCache } from './cache-pruning.ts';

const hour = 60 * 60;

let cache: string;
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'cache-pruning-'));
});
afterEach(() => rm(cache, { recursive: true }));

/** An entry that was used so many hours ago: a file, or a folder with a file in it. */
async function entry(name: string, hoursAgo: number): Promise<void> {
  const path = join(cache, name);
  const file = /\.\w+$/.test(name) ? path : join(path, 'file');
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, '');
  const used = Date.now() / 1000 - hoursAgo * hour;
  await utimes(path, used, used);
}

const left = async (folder = ''): Promise<string[]> => (await readdir(join(cache, folder))).sort();

describe('pruneCache', () => {
  it('keeps of each part the entries used last', async () => {
    for (const [age, name] of ['new', 'middle', 'old', 'used'].entries()) {
      await entry(`${name}.node`, 10 + age);
      await entry(`runtime/${name}`, 10 + age);
      await entry(`tools/${name}.txt`, 10 + age);
    }
    await touch(join(cache, 'used.node'));
    await touch(join(cache, 'runtime', 'used'));
    await pruneCache(cache, { models: 2, runtimes: 1, answers: 3 });
    expect(await left()).toEqual(['new.node', 'runtime', 'tools', 'used.node']);
    expect(await left('runtime')).toEqual(['used']);
    expect(await left('tools')).toEqual(['middle.txt', 'new.txt', 'old.txt']);
  });

  it('keeps beyond its limits what a build that runs now may need, and the locks of such builds', async () => {
    for (const name of ['a', 'b', 'c']) {
      await entry(`${name}.node`, 1);
      await entry(`runtime/${name}`, 1);
      await entry(`building/${name}`, 1);
    }
    await entry('a.node.lock/x', 5);
    await entry('building/abandoned', 5);
    await pruneCache(cache, { models: 1, runtimes: 1, answers: 1 });
    expect(await left()).toEqual(['a.node', 'a.node.lock', 'b.node', 'building', 'c.node', 'runtime']);
    expect(await left('runtime')).toEqual(['a', 'b', 'c']);
    expect(await left('building')).toEqual(['a', 'b', 'c']);
  });

  it('may run in many processes at once', async () => {
    for (let number = 0; number < 50; number += 1) await entry(`${number}.node`, 10 + number);
    const limits = { models: 3, runtimes: 1, answers: 1 };
    await Promise.all(Array.from({ length: 8 }, () => pruneCache(cache, limits)));
    expect(await left()).toEqual(['0.node', '1.node', '2.node']);
  });

  it('accepts a cache that is not there yet', async () => {
    const limits = { models: 1, runtimes: 1, answers: 1 };
    await expect(pruneCache(join(cache, 'nothing'), limits)).resolves.toBeUndefined();
  });
});
