// SPDX-License-Identifier: Apache-2.0
import { execa } from 'execa';
import { guardProcessGroup } from '../../harness/process-group.ts';

/** Something about git did not work; the message holds what git said. */
export class GitError extends Error {
  override readonly name = 'GitError';
}

/** Where and for how long git may work. */
export interface GitSetting {
  /** A folder of its own that stands for the home folder. */
  readonly home: string;
  /** Most milliseconds for one command. */
  readonly timeoutMilliseconds: number;
}

/** An environment in which no configuration of the user or the system, and no surrounding git command, has a say. */
export function gitEnvironment(home: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  return {
    ...Object.fromEntries(inherited),
    HOME: home,
    XDG_CONFIG_HOME: home,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_DEFAULT_HASH: 'sha1',
    LC_ALL: 'C',
  };
}

/**
 * Runs one git command and returns its standard output. Git and the helpers it starts end with this process. Throws
 * GitError with the command and its standard error.
 */
export async function runGit(
  gitArguments: readonly string[],
  setting: GitSetting,
  input: Uint8Array = new Uint8Array(),
): Promise<string> {
  const child = execa('git', gitArguments, {
    env: gitEnvironment(setting.home),
    extendEnv: false,
    cwd: setting.home,
    input,
    timeout: setting.timeoutMilliseconds,
    detached: true,
    cleanup: false,
    reject: false,
  });
  guardProcessGroup(child);
  const result = await child;
  if (!result.failed) return result.stdout;
  if (result.code === 'ENOENT') {
    throw new GitError('The program git was not found; install it.', { cause: result });
  }
  const command = `git ${gitArguments.join(' ')}`;
  const reason = result.timedOut
    ? `was stopped after ${setting.timeoutMilliseconds} ms`
    : `failed with exit status ${result.exitCode ?? result.signal}`;
  throw new GitError(`${command} ${reason}:\n${result.stderr}`, { cause: result });
}
