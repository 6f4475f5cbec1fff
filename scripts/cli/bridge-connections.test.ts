// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { projectFolder } from './project-folders.ts';
import { startBaton } from './run-baton.test-support.ts';

const TIMEOUT = 120_000;
const CONNECTIONS = 200;
const BYTES = 3_000;

/** Starts a program that the tests of the traffic have, as a process of its own. */
function startProgram(name: string, words: readonly (string | number)[]) {
  const file = join(projectFolder, 'sim', 'traffic', 'test-support', name);
  return execa(process.execPath, ['--import', 'tsx', file, ...words.map(String)], {
    cwd: projectFolder,
    stdin: 'pipe',
    timeout: TIMEOUT,
  });
}

/** The first line that a program prints. */
async function firstLineOf(
  program: PromiseLike<{ readonly stderr: string }> & { readonly stdout: NodeJS.ReadableStream },
): Promise<string> {
  const ended = program.then(({ stderr }) => {
    throw new Error(`The program ended before it said anything: ${stderr}`);
  });
  const said = once(createInterface({ input: program.stdout }), 'line') as Promise<[string]>;
  return (await Promise.race([said, ended]))[0];
}

describe('baton bridge', { timeout: TIMEOUT }, () => {
  it(`carries ${CONNECTIONS} connections at once between programs of their own, every byte right`, async () => {
    const server = startProgram('echo-server.ts', []);
    try {
      const to = `127.0.0.1:${JSON.parse(await firstLineOf(server)).port}`;
      const baton = startBaton([
        ...['bridge', '--preset', 'channel', '--json'],
        ...['--listen', '127.0.0.1:0', '--to', to],
      ]);
      const { port } = JSON.parse(await firstLineOf(baton)).listening;
      const { stdout } = await startProgram('echo-clients.ts', [port, CONNECTIONS, BYTES]);
      expect(JSON.parse(stdout)).toEqual({ openAtOnce: CONNECTIONS, right: CONNECTIONS });
      baton.kill('SIGINT');
      const ended = await baton;
      expect(ended.stderr).not.toContain('connection');
      expect(JSON.parse(ended.stdout.trimEnd().split('\n').at(-1)!)).toMatchObject({
        ok: true,
        bytes: 2 * CONNECTIONS * BYTES,
        differences: 0,
        bridge: { connections: CONNECTIONS, mostConnections: CONNECTIONS, errors: {} },
      });
      expect(ended.exitCode).toBe(0);
    } finally {
      server.stdin.end();
      await server;
    }
  });
});
