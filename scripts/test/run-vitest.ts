// SPDX-License-Identifier: Apache-2.0

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { countTests, ReportError, type TestCounts } from './vitest-report.ts';

export interface VitestRun {
  /** Folder of the project whose tests are run. */
  readonly root: string;
  /** Passed on, for example filters of file names. */
  readonly vitestArguments: readonly string[];
  readonly output: 'show' | 'hide';
  readonly timeoutSeconds: number;
}

/**
 * Runs tests in a process of their own.
 * @returns what ran; `isSuccess` also reflects the exit status of vitest
 * @throws ReportError if vitest ended without a report
 */
export async function runVitest(run: VitestRun): Promise<TestCounts> {
  const folder = await mkdtemp(join(tmpdir(), 'baton-vitest-'));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const vitestArguments = ['run', ...reporters, '--allowOnly=false', ...run.vitestArguments];
  try {
    const result = await execa('vitest', vitestArguments, {
      preferLocal: true,
      localDir: import.meta.dirname,
      cwd: run.root,
      stdin: 'ignore',
      stdout: run.output === 'show' ? 'inherit' : 'ignore',
      stderr: run.output === 'show' ? 'inherit' : 'ignore',
      reject: false,
      timeout: run.timeoutSeconds * 1000,
    });
    if (result.timedOut) throw new ReportError(`the tests did not end within ${run.timeoutSeconds} s`);
    const counts = countTests(await readReport(report, result.exitCode), run.root);
    return { ...counts, isSuccess: counts.isSuccess && result.exitCode === 0 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readReport(file: string, exitCode: number | undefined): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new ReportError(`vitest ended with status ${exitCode} and wrote no report`, { cause: error });
  }
}
