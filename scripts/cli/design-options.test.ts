// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../hdl-gen/configuration/index.ts';
import { chooseConfiguration, type DesignArguments } from './design-options.ts';
import { UsageError } from './usage-error.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-options-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(text: string): Promise<string> {
  const path = join(folder, 'configuration.json');
  await writeFile(path, text);
  return path;
}

async function failure(given: DesignArguments): Promise<Error> {
  return chooseConfiguration(given).then(
    () => {
      throw new Error('nothing was thrown');
    },
    (error: Error) => error,
  );
}

describe('the design on a command line', () => {
  it('is a preset, by its name', async () => {
    const { configuration, preset, words } = await chooseConfiguration({ preset: 'tiny-channel' });
    expect(configuration).toMatchObject({ parties: 'two', buffers: 4, bufferBytes: 64, threads: 4 });
    expect(preset).toBe('tiny-channel');
    expect(words).toEqual(['--preset', 'tiny-channel']);
  });

  it('is no preset any more once a field is changed', async () => {
    const chosen = await chooseConfiguration({ preset: 'channel', set: ['buffers=8', 'allocator=scan'] });
    expect(chosen.configuration).toMatchObject({ buffers: 8, allocator: 'scan', temporaryBuffers: 8 });
    expect(chosen.preset).toBeUndefined();
    expect(chosen.words).toEqual(['--preset', 'channel', '--set', 'buffers=8', '--set', 'allocator=scan']);
  });

  it('is a preset with a list for a field', async () => {
    const set = ['buffers=2', 'bufferBytes=64', 'bufferAddresses=[128, 0]'];
    const { configuration } = await chooseConfiguration({ preset: 'channel', set });
    expect(configuration.bufferAddresses).toEqual([128, 0]);
  });

  it('is a file, with changes on top', async () => {
    const config = await fileOf('{"parties": "two", "buffers": 8, "threads": 16}');
    const { configuration, words } = await chooseConfiguration({ config, set: ['buffers=9'] });
    expect(configuration).toMatchObject({ parties: 'two', buffers: 9, threads: 16 });
    expect(words).toEqual(['--config', config, '--set', 'buffers=9']);
  });

  it.each<[string, DesignArguments, string]>([
    [
      'neither',
      {},
      'No design is named; give --preset (channel, gateway, compact, wide, tiny-channel, tiny-gateway)',
    ],
    ['both', { preset: 'channel', config: 'x.json' }, '--preset and --config both name a design'],
    [
      'no such file',
      { config: '/nowhere/x.json' },
      "Cannot read the configuration '/nowhere/x.json': ENOENT",
    ],
    ['no value', { preset: 'channel', set: ['buffers'] }, '--set buffers is not field=value'],
    ['no field', { preset: 'channel', set: ['=3'] }, '--set =3 is not field=value'],
    ['a field twice', { preset: 'channel', set: ['buffers=3', 'buffers=4'] }, '--set gives buffers twice'],
  ])('is refused: %s', async (_what, given, text) => {
    const error = await failure(given);
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toContain(text);
  });

  it.each([
    ['', 'is not JSON'],
    ['{"buffers": 8', 'is not JSON'],
  ])('is refused: file %j', async (text, message) => {
    const error = await failure({ config: await fileOf(text) });
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toContain(message);
  });

  it.each([
    ['[]', 'configuration is [], but must be an object with the fields parties'],
    ['null', 'configuration is null, but must be an object'],
    ['"gateway"', 'configuration is "gateway", but must be an object'],
    ['{"bufers": 8}', 'bufers is 8, but there is no such field; the fields are parties'],
    ['{"buffers": "8"}', 'buffers is "8", but must be a whole number from 1 to 64'],
    ['{"buffers": 1}', 'reserveForReturn is 1, but must be 0 when buffers is 1'],
  ])('is refused by its fields: %s', async (text, message) => {
    const error = await failure({ config: await fileOf(text) });
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toContain(message);
  });

  it('is refused with one line for each wrong field, wherever it came from', async () => {
    const config = await fileOf('{"buffers": 0, "dataWidth": 65}');
    const error = await failure({ config, set: ['parties=four', 'threads=1.5'] });
    expect(error.message.split('\n').map((line) => line.split(' ')[0])).toEqual(
      expect.arrayContaining(['buffers', 'dataWidth', 'parties', 'threads']),
    );
    expect(error.message.split('\n')).toHaveLength(4);
  });
});
