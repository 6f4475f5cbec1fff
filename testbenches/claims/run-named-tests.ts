// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { execa } from 'execa';
import { z } from 'zod';
import { environmentWith, type TextChange } from '../support/chosen-change.ts';
import { fullNameOf, type NamedTest } from './evidence.ts';
import { root } from './root.ts';

/** How a test ended. */
export interface TestOutcome {
  readonly status: 'passed' | 'failed' | 'not run';
  /** First line of what it reported; empty unless it failed. */
  readonly message: string;
}

/** The test runner ended without saying what became of the tests. */
export class NamedTestsError extends Error {
  override readonly name = 'NamedTestsError';
}

/** A model of a large design builds in a minute on a machine with much else to do. */
const timeoutSeconds = 600;

/** Tests have the names and the traffic that they have without a seed of somebody's choice. */
const unseeded = { BATON_SEED: undefined, BATON_TEST_SEED: undefined, BATON_SAMPLE_SEED: undefined };

const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
});

/**
 * Runs tests in a process of their own.
 *
 * @param change made in every design that they generate
 * @returns how each ended, in the order in which they are given
 * @throws NamedTestsError when the runner takes too long, writes no report, or a file does not load
 */
export async function runNamedTests(
  tests: readonly NamedTest[],
  change?: TextChange,
): Promise<TestOutcome[]> {
  const folder = await mkdtemp(join(tmpdir(), 'baton-claims-'));
  const output = join(folder, 'report.json');
  const files = [...new Set(tests.map(({ file }) => file))];
  const names = tests.map((test) => escaped(fullNameOf(test)));
  try {
    const { timedOut, stdout, stderr } = await execa(
      'vitest',
      ['run', '--reporter=json', `--outputFile=${output}`, '-t', `^(${names.join('|')})$`, ...files],
      {
        preferLocal: true,
        localDir: root,
        cwd: root,
        stdin: 'ignore',
        reject: false,
        timeout: timeoutSeconds * 1000,
        env: { ...unseeded, ...(change === undefined ? {} : environmentWith(change)) },
      },
    );
    if (timedOut) throw new NamedTestsError(`the tests of ${files} did not end within ${timeoutSeconds} s`);
    const text = await readFile(output, 'utf8').catch((cause: unknown) => {
      throw new NamedTestsError(`vitest wrote no report:\n${stdout}\n${stderr}`, { cause });
    });
    return outcomesOf(text, tests);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function outcomesOf(text: string, tests: readonly NamedTest[]): TestOutcome[] {
  const { testResults } = reportSchema.parse(JSON.parse(text));
  return tests.map((test) => {
    const file = testResults.find(({ name }) => relative(root, name) === test.file);
    const found = file?.assertionResults.find(({ fullName }) => fullName === fullNameOf(test));
    if (file === undefined || found === undefined) {
      throw new NamedTestsError(`${test.file} has no test '${fullNameOf(test)}'. ${file?.message ?? ''}`);
    }
    if (found.status === 'passed') return { status: 'passed', message: '' };
    if (found.status !== 'failed') return { status: 'not run', message: '' };
    return { status: 'failed', message: (found.failureMessages[0] ?? '').split('\n')[0]! };
  });
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
