// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { basename, dirname } from 'node:path';
import { execa } from 'execa';
import { guardProcessGroup } from '../../harness/process-group.ts';
import { GitError, type GitSetting, gitEnvironment } from './environment.ts';

const LOOPBACK = '127.0.0.1';
const START_ATTEMPTS = 3;
const START_MILLISECONDS = 10_000;

/** A running git daemon that serves one repository. */
export interface GitDaemon {
  readonly address: { readonly host: string; readonly port: number };
  /** Path of the repository in its URL, without the leading slash. */
  readonly path: string;
  /** Everything the daemon has written to its standard error. */
  log(): string;
  /** Ends the daemon and the processes it has started. */
  stop(): Promise<void>;
}

/**
 * Starts an unmodified git daemon on a free loopback port, for the repository in `folder` (an absolute path) and
 * nothing else. Resolves when it is ready. Throws GitError with what the daemon said.
 */
export async function startGitDaemon(folder: string, setting: GitSetting): Promise<GitDaemon> {
  for (let attempt = 1; ; attempt++) {
    const daemon = launch(folder, await findFreePort(), setting);
    try {
      await daemon.ready;
      return daemon;
    } catch (error) {
      await daemon.stop();
      // Another program may have taken the port between the search and the start.
      const lostPort = daemon.log().includes('unable to allocate any listen sockets');
      if (!lostPort || attempt === START_ATTEMPTS) throw error;
    }
  }
}

function launch(
  folder: string,
  port: number,
  setting: GitSetting,
): GitDaemon & { readonly ready: Promise<void> } {
  const child = execa(
    'git',
    [
      'daemon',
      '--export-all',
      '--reuseaddr',
      '--verbose',
      '--log-destination=stderr',
      '--informative-errors',
      `--listen=${LOOPBACK}`,
      `--port=${port}`,
      `--base-path=${dirname(folder)}`,
      folder,
    ],
    {
      env: gitEnvironment(setting.home),
      extendEnv: false,
      cwd: setting.home,
      stdin: 'ignore',
      stdout: 'ignore',
      buffer: false,
      detached: true,
      cleanup: false,
      reject: false,
    },
  );
  const group = guardProcessGroup(child);
  let log = '';

  const ready = new Promise<void>((resolve, reject) => {
    const fail = (what: string): void => reject(new GitError(`git daemon ${what}. It said:\n${log}`));
    const limit = setTimeout(() => fail(`was not ready within ${START_MILLISECONDS} ms`), START_MILLISECONDS);
    child.stderr.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (!log.includes('Ready to rumble')) return;
      clearTimeout(limit);
      resolve();
    });
    child.then((result) => {
      clearTimeout(limit);
      fail(`ended with exit status ${result.exitCode ?? result.signal ?? result.code}`);
    });
  });

  return {
    address: { host: LOOPBACK, port },
    path: encodeURIComponent(basename(folder)),
    ready,
    log: () => log,
    stop: group.stop,
  };
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  server.listen(0, LOOPBACK);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
