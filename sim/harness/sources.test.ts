// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DesignError } from './errors.ts';
import { fixtureFile } from './fixtures/build.ts';
import { projectDirectory } from './project.ts';
import { readSources, toolPath } from './sources.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sources-'));
  await mkdir(join(folder, 'include'));
  await writeFile(
    join(folder, 'top.v'),
    '`include "near.vh"\n  `include "far.vh"\n// `include "no.vh"\n`include "gone.vh"\n',
  );
  await writeFile(join(folder, 'near.vh'), '`include "near.vh"\n');
  await writeFile(join(folder, 'include', 'far.vh'), '`include "../near.vh"\n`include "deep.vh"\n');
  await writeFile(join(folder, 'include', 'deep.vh'), '');
});
afterAll(() => rm(folder, { recursive: true }));

describe('readSources', () => {
  it('follows includes, each file once, and leaves missing ones to Verilator', async () => {
    const design = {
      top: 'top',
      files: [join(folder, 'top.v')],
      includeDirectories: [join(folder, 'include')],
    };
    const names = (await readSources(design)).map(({ name }) => name);
    expect(names).toEqual(
      ['top.v', 'near.vh', 'include/far.vh', 'include/deep.vh'].map((name) => join(folder, name)),
    );
  });

  it('names a listed file that cannot be read', async () => {
    await expect(readSources({ top: 'top', files: [join(folder, 'x.v')] })).rejects.toThrow(DesignError);
  });
});

describe('toolPath', () => {
  it('is relative inside the project and absolute outside', () => {
    expect(toolPath(fixtureFile('fifo.v'))).toBe('sim/harness/fixtures/fifo.v');
    expect(toolPath('/elsewhere/fifo.v')).toBe('/elsewhere/fifo.v');
    expect(toolPath(projectDirectory)).toBe(projectDirectory);
  });
});
