// SPDX-License-Identifier: Apache-2.0
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { canConnect, detectPortmapper, findProgram } from './rpcbind.ts';
import { findUnusedPort, LOOPBACK, startTestServer } from './test-support/loopback.ts';

it('tells a port that answers from one that does not', async () => {
  const server = await startTestServer(() => {});
  expect(await canConnect(LOOPBACK, server.port, 1000)).toBe(true);
  await server.close();
  expect(await canConnect(LOOPBACK, await findUnusedPort(), 1000)).toBe(false);
});

it('finds an executable program in a list of folders, and nothing else of that name', async () => {
  const [first, second] = [
    await mkdtemp(join(tmpdir(), 'baton-a-')),
    await mkdtemp(join(tmpdir(), 'baton-b-')),
  ];
  const path = `:${first}:/nonexistent:${second}`;
  await writeFile(join(first, 'rpcinfo'), '');
  expect(await findProgram('rpcinfo', path)).toBeUndefined();
  await writeFile(join(second, 'rpcinfo'), '');
  await chmod(join(second, 'rpcinfo'), 0o755);
  expect(await findProgram('rpcinfo', path)).toBe(join(second, 'rpcinfo'));
  await Promise.all([first, second].map((folder) => rm(folder, { recursive: true })));
});

it('answers for this machine, whatever it has', async () => {
  const { listening, rpcinfo } = await detectPortmapper();
  expect(listening).toBe(await canConnect(LOOPBACK, 111, 1000));
  expect(rpcinfo === undefined || rpcinfo.endsWith('/rpcinfo')).toBe(true);
});
