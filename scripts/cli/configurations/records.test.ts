// SPDX-License-Identifier: Apache-2.0
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../run-baton.test-support.ts';
import { type ConfigurationRecord, openRecords } from './records.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let file = '';
beforeAll(async () => {
  folder = await temporaryFolder();
  file = join(folder.path, 'below', 'seed-1.jsonl');
});
afterAll(() => folder.remove());

const passed: ConfigurationRecord = {
  number: 1,
  passed: true,
  digest: '0123abcd',
  linters: ['Verilator'],
  operations: 10,
  areaOperations: 4,
  messages: 3,
  windowAccesses: 2,
  registerAccesses: 1,
  cycles: 100,
};
const failed: ConfigurationRecord = { number: 2, passed: false, message: 'a difference\nin two lines' };

it('finds what an interrupted run has left, but for a line that was cut off', async () => {
  const first = await openRecords(file, 10, true);
  expect(first.earlier).toEqual([]);
  for (const record of [passed, failed, { ...failed, number: 3 }]) await first.add(record);
  await truncate(file, (await readFile(file)).length - 5);
  expect((await openRecords(file, 10, true)).earlier).toEqual([passed, failed]);
});

it('drops it when more is asked for, when the sources have changed, and when nothing is to be resumed', async () => {
  const fill = async () => (await openRecords(file, 10, false)).add(passed);
  await fill();
  expect((await openRecords(file, 11, true)).earlier).toEqual([]);
  await fill();
  expect((await openRecords(file, 10, false)).earlier).toEqual([]);
  await fill();
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/"sources":"\w+"/, '"sources":"0000000000000000"'));
  expect((await openRecords(file, 10, true)).earlier).toEqual([]);
});
