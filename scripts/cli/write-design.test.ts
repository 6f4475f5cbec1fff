// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generate } from '../../hdl-gen/collateral/index.ts';
import { parseConfiguration, presets } from '../../hdl-gen/configuration/index.ts';
import { UsageError } from './usage-error.ts';
import { writeDesign } from './write-design.ts';

const channel = generate(parseConfiguration(presets['tiny-channel']));
const gateway = generate(parseConfiguration(presets['tiny-gateway']));

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'baton-write-')), 'design');
});
afterEach(() => rm(join(folder, '..'), { recursive: true }));

const present = async (): Promise<string[]> => (await readdir(folder)).sort();
const namesOf = ({ files }: { files: ReadonlyMap<string, string> }): string[] => [...files.keys()].sort();

describe('writing a design', () => {
  it('makes the folder and writes every file as generated', async () => {
    const { written, removed } = await writeDesign(channel, join(folder));
    expect([...written].sort()).toEqual(namesOf(channel));
    expect(removed).toEqual([]);
    expect(await present()).toEqual(namesOf(channel));
    for (const [name, text] of channel.files) expect(await readFile(join(folder, name), 'utf8')).toBe(text);
  });

  it('takes an empty folder', async () => {
    await mkdir(folder);
    await writeDesign(channel, folder);
    expect(await present()).toEqual(namesOf(channel));
  });

  it('touches nothing that is right already, and repairs what is not', async () => {
    await writeDesign(channel, folder);
    const file = join(folder, 'baton_area.v');
    const longAgo = new Date(1_000_000_000_000);
    await utimes(file, longAgo, longAgo);
    await writeFile(join(folder, 'baton_channel.v'), '// edited\n');
    expect(await writeDesign(channel, folder)).toEqual({ written: ['baton_channel.v'], removed: [] });
    expect((await stat(file)).mtimeMs).toBe(longAgo.getTime());
  });

  it('removes the files of an earlier generation that are stale', async () => {
    await writeDesign(channel, folder);
    const { removed } = await writeDesign(gateway, folder);
    expect(removed).toContain('baton_channel.v');
    expect(await present()).toEqual(namesOf(gateway));
  });

  it('finishes what was cut short', async () => {
    await writeDesign(channel, folder);
    for (const name of await present()) if (name !== 'manifest.json') await rm(join(folder, name));
    await writeDesign(channel, folder);
    expect(await present()).toEqual(namesOf(channel));
  });

  it('may happen twice at the same time', async () => {
    await Promise.all([writeDesign(channel, folder), writeDesign(channel, folder)]);
    expect(await present()).toEqual(namesOf(channel));
  });

  it('leaves a folder alone that holds anything else, and names it', async () => {
    await writeDesign(channel, folder);
    await writeFile(join(folder, 'testbench.v'), '// mine\n');
    await mkdir(join(folder, 'notes'));
    const before = await readFile(join(folder, 'manifest.json'), 'utf8');
    const writing = writeDesign(gateway, folder);
    await expect(writing).rejects.toThrow(UsageError);
    await expect(writing).rejects.toThrow('it holds notes, testbench.v, which the generator did not write');
    expect(await readFile(join(folder, 'manifest.json'), 'utf8')).toBe(before);
    expect(await present()).toEqual([...namesOf(channel), 'notes', 'testbench.v'].sort());
  });

  it.each([
    ['no manifest', undefined],
    ['a manifest that is no JSON', '{'],
    ['the manifest of somebody else', '{"generator": "other 1.0", "modules": [{"file": "fifo.v"}]}'],
  ])('leaves a folder of Verilog with %s alone', async (_what, manifest) => {
    await mkdir(folder);
    await writeFile(join(folder, 'fifo.v'), 'module fifo; endmodule\n');
    if (manifest !== undefined) await writeFile(join(folder, 'manifest.json'), manifest);
    await expect(writeDesign(channel, folder)).rejects.toThrow(
      /it holds fifo\.v.* which the generator did not write/,
    );
    expect(await readFile(join(folder, 'fifo.v'), 'utf8')).toBe('module fifo; endmodule\n');
  });

  it('shortens a long list of what is in the way', async () => {
    await mkdir(folder);
    for (let number = 10; number < 30; number++) await writeFile(join(folder, `file${number}`), '');
    await expect(writeDesign(channel, folder)).rejects.toThrow('file16, file17 and 12 more');
  });

  it('says that a file stands where the folder should be', async () => {
    await writeFile(folder, '');
    await expect(writeDesign(channel, folder)).rejects.toThrow(
      /Cannot make the folder '.*design': .* is a file/,
    );
  });
});
