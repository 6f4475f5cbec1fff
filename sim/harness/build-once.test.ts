// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import lockfile from 'proper-lockfile';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildOnce } from './build-once.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'build-once-'));
  file = join(folder, 'deep', 'result');
});
afterEach(() => rm(folder, { recursive: true }));

describe('buildOnce', () => {
  it('lets one of many build and the others wait', async () => {
    let builds = 0;
    const build = async () => {
      builds += 1;
      await sleep(150);
      await writeFile(file, '');
    };
    await Promise.all(Array.from({ length: 5 }, () => buildOnce(file, build)));
    await buildOnce(file, build);
    expect(builds).toBe(1);
    expect(await readdir(join(folder, 'deep'))).toEqual(['result']);
  });

  it('lets the next one try when a build fails', async () => {
    let begin = () => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const failing = buildOnce(file, async () => {
      begin();
      await sleep(50);
      throw new Error('compiler says no');
    });
    const failed = expect(failing).rejects.toThrow('compiler says no');
    await begun;
    const succeeding = buildOnce(file, () => writeFile(file, ''));
    await failed;
    await expect(succeeding).resolves.toBeUndefined();
  });

  it('stops waiting when aborted', async () => {
    await buildOnce(join(folder, 'deep', 'other'), () => writeFile(join(folder, 'deep', 'other'), ''));
    const release = await lockfile.lock(file, { realpath: false });
    const abort = new AbortController();
    const waiting = buildOnce(file, () => writeFile(file, ''), abort.signal);
    abort.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await release();
  });

  it('leaves a process that dies of a signal, whatever it does afterwards', async () => {
    const program = `
      import { writeFile } from 'node:fs/promises';
      import { buildOnce } from './build-once.ts';
      const path = ${JSON.stringify(join(folder, 'built'))};
      await buildOnce(path, () => writeFile(path, ''));
      process.stdout.write('built', () => { for (;;); });`;
    const builder = execa(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
      cwd: import.meta.dirname,
      reject: false,
      timeout: 20_000,
      killSignal: 'SIGKILL',
    });
    await once(builder.stdout, 'data');
    builder.kill('SIGTERM');
    expect((await builder).signal).toBe('SIGTERM');
  });
});
