// SPDX-License-Identifier: Apache-2.0
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from './run-baton.test-support.ts';
import { soakVerb } from './soak.ts';

let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  temporary = await temporaryFolder();
});
afterAll(() => temporary.remove());

const soak = (cycles: number) =>
  soakVerb.run({
    pattern: 'tiny-channel/streams',
    cycles,
    out: join(temporary.path, 'out'),
    jobs: 1,
    json: true,
  });

async function timesOfResults(): Promise<readonly number[]> {
  const results = join(temporary.path, 'out', 'results');
  const names = (await readdir(results)).sort();
  return Promise.all(names.map(async (name) => (await stat(join(results, name))).mtimeMs));
}

test('a soak compares at least as many cycles as asked, and makes no run again', async () => {
  const first = await soak(1_000);
  expect(first.text).toMatch(/^cycles compared: [\d,]+ of 1,000$/m);
  expect(first).toMatchObject({ passed: true, data: { runs: 1, failed: 0 } });
  expect(first.data.cycles).toBeGreaterThanOrEqual(1_000);
  const made = await timesOfResults();
  expect(made).toHaveLength(1);

  expect(await soak(1_000)).toMatchObject({ passed: true, data: { cycles: first.data.cycles } });
  expect(await timesOfResults()).toEqual(made);

  // A soak of another length is another soak.
  await expect(soak(2_000)).rejects.toThrow('cannot be resumed with these options');
}, 60_000);
