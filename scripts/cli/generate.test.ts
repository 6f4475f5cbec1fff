// SPDX-License-Identifier: Apache-2.0
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCommandLine } from './parse-command-line.ts';
import { runBaton, temporaryFolder } from './run-baton.test-support.ts';

let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  temporary = await temporaryFolder();
});
afterAll(() => temporary.remove());

describe('baton generate', () => {
  it('writes the design, says what it did, and can be repeated', async () => {
    const out = join(temporary.path, 'channel');
    const words = [
      'generate',
      '--preset',
      'tiny-channel',
      '--set',
      'buffers=8',
      'allocator=scan',
      '--out',
      out,
    ];
    const { exitCode, stdout } = await runBaton(words);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^baton_channel, configuration [0-9a-f]{8}: \d+ modules in /);
    expect(stdout.split('\n').at(-1)).toBe(
      `repeat: npx baton generate --preset tiny-channel --set buffers=8 --set allocator=scan --out ${out}`,
    );
    const manifest = JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8'));
    expect(manifest.configuration).toMatchObject({ buffers: 8, allocator: 'scan', threads: 4 });
    const files = (await readFile(join(out, 'files.f'), 'utf8')).trim().split('\n');
    expect((await readdir(out)).sort()).toEqual(
      [
        ...[...files, 'manifest.json', 'README.md', 'files.f'],
        ...['baton_channel.core', 'baton_channel_testbench.v'],
      ].sort(),
    );
  });

  it('tells machines which files it wrote', async () => {
    const out = join(temporary.path, 'gateway');
    const first = await parseCommandLine(['generate', '--preset', 'tiny-gateway', '--out', out]);
    expect(first?.data).toMatchObject({ top: 'baton_gateway', folder: out, removed: [] });
    expect(first?.data.written).toHaveLength((await readdir(out)).length);
    const second = await parseCommandLine(['generate', '--preset', 'tiny-gateway', '--out', out]);
    expect(second?.data).toMatchObject({ written: [], removed: [] });
  });

  it('leaves a folder alone that holds other files, with exit status 2', async () => {
    await writeFile(join(temporary.path, 'notes.txt'), 'mine');
    const { exitCode, stderr } = await runBaton(['generate', '--preset', 'channel', '--out', temporary.path]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('notes.txt, which the generator did not write');
    expect(await readFile(join(temporary.path, 'notes.txt'), 'utf8')).toBe('mine');
  });
});
