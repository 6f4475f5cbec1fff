// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { type Failure, failureOf } from './failure.ts';
import { parseCommandLine } from './parse-command-line.ts';
import { projectFolder } from './project-folders.ts';

const TIMEOUT_MILLISECONDS = 120_000;

/** How a run of the command line ended. */
export interface BatonRun {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the command line as a user does, without a terminal. */
export function startBaton(words: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  return execa(process.execPath, ['scripts/baton.mjs', ...words], {
    cwd: projectFolder,
    env: environment,
    reject: false,
    stdin: 'ignore',
    timeout: TIMEOUT_MILLISECONDS,
  });
}

/** Runs the command line to its end. */
export async function runBaton(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<BatonRun> {
  const { exitCode, stdout, stderr } = await startBaton(words, environment);
  return { exitCode, stdout, stderr };
}

/** Runs the command line within this process, to its failure. */
export async function failureOfBaton(words: readonly string[]): Promise<Failure> {
  const failed = await parseCommandLine(words).then(
    () => undefined,
    (error: unknown) => failureOf(error),
  );
  if (failed === undefined) throw new Error(`baton ${words.join(' ')} did not fail`);
  return failed;
}

/** A temporary folder for the tests of a file. */
export async function temporaryFolder(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'baton-cli-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
