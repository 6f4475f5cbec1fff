// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunIdentity, runFile } from './run-files.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'run-files-'));
});
afterAll(() => rm(folder, { recursive: true }));

const usual: RunIdentity = { file: 'a/part.test.ts', top: 'part', title: 'adds a + b', seed: 1 };

it.each<[string, Partial<RunIdentity>]>([
  ['the file', { file: 'b/part.test.ts' }],
  ['the case of the file', { file: 'A/part.test.ts' }],
  ['the case of the title', { title: 'Adds a + b' }],
  ['what is no letter', { title: 'adds a - b' }],
  ['the end of a long title', { title: `${'very '.repeat(50)}long` }],
  ['the order of equal titles', { ordinal: 1 }],
  ['the design', { top: 'other' }],
  ['the seed', { seed: 2 }],
])('tells runs apart by %s, on file systems without case too', (_, other) => {
  const name = (identity: RunIdentity) => basename(runFile(folder, identity, 'vcd')).toLowerCase();
  expect(name({ ...usual, ...other })).not.toBe(name(usual));
  expect(name({ ...usual, ...other }).length).toBeLessThan(200);
  expect(name(usual)).toMatch(/^a-part-adds-a-b-[0-9a-f]{6}-seed-1\.vcd$/);
});
