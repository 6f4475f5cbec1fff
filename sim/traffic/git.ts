// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withTemporaryFolder } from '../harness/temporary-folder.ts';
import { type GitDaemon, startGitDaemon } from './git/daemon.ts';
import { GitError, type GitSetting, runGit } from './git/environment.ts';
import { createRepository } from './git/repository.ts';

export { GitError } from './git/environment.ts';

const DEFAULT_TIMEOUT_MILLISECONDS = 120_000;

/** A host and a TCP port. */
interface Place {
  readonly host: string;
  readonly port: number;
}

/** What stands between the clone and the daemon. */
export interface OpenedBridge {
  /** Where the clone connects. */
  readonly address: Place;
  /** Ends it. Rejects when something was wrong with what it carried. */
  close(): Promise<unknown>;
}

/** What a clone through the bridge is made of. */
export interface CloneOptions {
  /** Opens the bridge to the daemon. It is closed again in any case. */
  readonly openBridge: (daemon: Place) => Promise<OpenedBridge>;
  /** Folder of an existing repository; one is generated from the seed without it. */
  readonly repository?: string;
  /** Seed of the generated repository. Default 1. */
  readonly seed?: number;
  /** Most milliseconds for one git command. Default 120,000. */
  readonly timeoutMilliseconds?: number;
}

/** What came out of the bridge, proved equal to what went in. */
export interface CloneFacts {
  /** The commit both sides have checked out. */
  readonly head: string;
  /** Bytes of the packs in the clone. */
  readonly packBytes: number;
  /** Objects in the packs of the clone. */
  readonly objects: number;
}

/**
 * Serves a repository with an unmodified git daemon on loopback, clones it with an unmodified git clone through the
 * bridge, checks the clone with git fsck and compares the heads. No configuration of the user is seen, and nothing
 * is left behind: processes and the temporary folder go in any case. Throws GitError, or what closing the bridge
 * threw, which comes first because it explains the other.
 */
export async function cloneThroughBridge(options: CloneOptions): Promise<CloneFacts> {
  const folder = join(await realpath(tmpdir()), 'baton-git-');
  return withTemporaryFolder(
    () => mkdtempSync(folder),
    async (home) => {
      const timeoutMilliseconds = options.timeoutMilliseconds ?? DEFAULT_TIMEOUT_MILLISECONDS;
      const setting = { home, timeoutMilliseconds };
      const source = options.repository
        ? await findRepository(options.repository, setting)
        : await createRepository(options.seed ?? 1, setting);
      const head = await headOf(source, setting);
      const daemon = await startGitDaemon(source, setting);
      const clone = join(home, 'clone');
      try {
        await cloneFrom(daemon, clone, options.openBridge, setting);
      } finally {
        await daemon.stop();
      }
      return checkClone(clone, head, setting);
    },
  );
}

async function findRepository(folder: string, setting: GitSetting): Promise<string> {
  const absolute = await realpath(folder).catch((cause: Error) => {
    throw new GitError(`There is no repository in "${folder}": ${cause.message}.`, { cause });
  });
  await runGit(['-C', absolute, 'rev-parse', '--git-dir'], setting);
  return absolute;
}

async function headOf(folder: string, setting: GitSetting): Promise<string> {
  try {
    return await runGit(['-C', folder, 'rev-parse', '--verify', 'HEAD^{commit}'], setting);
  } catch (cause) {
    throw new GitError(`The repository in "${folder}" has no commit that could be cloned.`, { cause });
  }
}

async function cloneFrom(
  daemon: GitDaemon,
  clone: string,
  openBridge: CloneOptions['openBridge'],
  setting: GitSetting,
): Promise<void> {
  const bridge = await openBridge(daemon.address);
  let failure: unknown;
  try {
    const { host, port } = bridge.address;
    await runGit(['clone', '--quiet', `git://${host}:${port}/${daemon.path}`, clone], setting);
  } catch (error) {
    failure = error;
  }
  await bridge.close();
  if (failure !== undefined) {
    const message = failure instanceof Error ? failure.message : String(failure);
    throw new GitError(`${message}\nThe git daemon said:\n${daemon.log()}`, { cause: failure });
  }
}

async function checkClone(clone: string, expectedHead: string, setting: GitSetting): Promise<CloneFacts> {
  await runGit(['-C', clone, 'fsck', '--full', '--no-dangling', '--no-progress'], setting);
  const head = await headOf(clone, setting);
  if (head !== expectedHead) {
    throw new GitError(`The clone has head ${head}, but the repository has ${expectedHead}.`);
  }
  const packs = join(clone, '.git', 'objects', 'pack');
  let packBytes = 0;
  for (const name of await readdir(packs)) {
    if (name.endsWith('.pack')) packBytes += (await stat(join(packs, name))).size;
  }
  const counts = await runGit(['-C', clone, 'count-objects', '-v'], setting);
  return { head, packBytes, objects: Number(/^in-pack: (\d+)$/m.exec(counts)?.[1]) };
}
