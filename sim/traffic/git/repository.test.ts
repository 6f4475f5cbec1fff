// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runGit } from './environment.ts';
import { createRepository } from './repository.ts';

async function headFor(seed: number): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'baton-repository-'));
  const setting = { home, timeoutMilliseconds: 20_000 };
  try {
    return await runGit(['-C', await createRepository(seed, setting), 'rev-parse', 'main'], setting);
  } finally {
    await rm(home, { recursive: true });
  }
}

it('generates the same commits for the same seed on every machine, and others for another', async () => {
  expect(await headFor(7)).toBe('5701d0eb6493c5df297642ba6953e43e6fd2be87');
  expect(await headFor(8)).not.toBe('5701d0eb6493c5df297642ba6953e43e6fd2be87');
});
