// SPDX-License-Identifier: Apache-2.0

import { execa } from 'execa';

/** The npm scripts that check the sources without running them; each can be run alone by its name. */
export const STATIC_CHECKS = ['style', 'typecheck', 'imports'] as const;

export interface CheckResult {
  readonly name: string;
  readonly isPassed: boolean;
  /** What the check wrote, both streams. */
  readonly output: string;
}

/** Runs one npm script of the project to its end. */
export async function runCheck(name: string, root: string, timeoutSeconds: number): Promise<CheckResult> {
  const result = await execa('npm', ['run', '--silent', name], {
    all: true,
    cwd: root,
    reject: false,
    stdin: 'ignore',
    timeout: timeoutSeconds * 1000,
  });
  const output = result.timedOut ? `${result.all}\ndid not end within ${timeoutSeconds} s` : result.all;
  return { name, isPassed: result.exitCode === 0, output };
}
