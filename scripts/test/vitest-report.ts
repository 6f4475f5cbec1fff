// SPDX-License-Identifier: Apache-2.0

import { relative } from 'node:path';
import { z } from 'zod';
import { findReasonNotRun } from '../../testbenches/support/not-run.ts';

const reportSchema = z.object({
  success: z.boolean(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(
        z.object({ ancestorTitles: z.array(z.string()), fullName: z.string(), status: z.string() }),
      ),
    }),
  ),
});

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  /** Number of tests that were not run, by the reason their group gives. */
  readonly notRun: ReadonlyMap<string, number>;
  /** `file: test` of those skipped without a reason. */
  readonly unexplained: readonly string[];
  /** Files that failed before their tests were known. */
  readonly unloaded: readonly string[];
  /** False also for errors outside of tests. */
  readonly isSuccess: boolean;
}

/** What the test runner wrote is no report of tests. */
export class ReportError extends Error {
  override readonly name = 'ReportError';
}

/**
 * @param text the JSON report of vitest
 * @param root folder that file names are given relative to
 * @throws ReportError
 */
export function countTests(text: string, root: string): TestCounts {
  const report = parse(text);
  const notRun = new Map<string, number>();
  const unexplained: string[] = [];
  let passed = 0;
  let failed = 0;
  for (const file of report.testResults) {
    for (const test of file.assertionResults) {
      const reason = findReasonNotRun(test.ancestorTitles);
      if (test.status === 'passed') passed += 1;
      else if (test.status === 'failed') failed += 1;
      else if (reason !== undefined) notRun.set(reason, (notRun.get(reason) ?? 0) + 1);
      else unexplained.push(`${relative(root, file.name)}: ${test.fullName}`);
    }
  }
  const unloaded = report.testResults
    .filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
    .map((file) => relative(root, file.name));
  return { passed, failed, notRun, unexplained, unloaded, isSuccess: report.success };
}

function parse(text: string): z.infer<typeof reportSchema> {
  try {
    return reportSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new ReportError('the report of vitest has an unexpected form', { cause: error });
  }
}
