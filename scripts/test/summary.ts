// SPDX-License-Identifier: Apache-2.0

import type { CheckResult } from './static-checks.ts';
import type { TestCounts } from './vitest-report.ts';

/** Only a run in which something ran, and all that ran passed, is a success. */
export function isSuccessful(checks: readonly CheckResult[], tests: TestCounts): boolean {
  return (
    checks.length > 0 &&
    checks.every((check) => check.isPassed) &&
    tests.isSuccess &&
    tests.passed > 0 &&
    tests.failed === 0 &&
    tests.unexplained.length === 0 &&
    tests.unloaded.length === 0
  );
}

/** The last lines of `npm test`: what was not run and why, what is wrong, and the count in one line. */
export function renderSummary(checks: readonly CheckResult[], tests: TestCounts): string {
  return [...describeNotRun(tests), ...describeFaults(tests), describeCounts(checks, tests)].join('\n');
}

function describeNotRun(tests: TestCounts): string[] {
  const reasons = [...tests.notRun].toSorted(([left], [right]) => (left < right ? -1 : 1));
  if (reasons.length === 0) return [];
  return ['NOT RUN:', ...reasons.map(([reason, count]) => `  ${plural(count, 'test')}: ${reason}`)];
}

function describeFaults(tests: TestCounts): string[] {
  const faults = [
    ...tests.unexplained.map((test) => `  skipped without a reason: ${test}`),
    ...tests.unloaded.map((file) => `  does not load: ${file}`),
  ];
  if (tests.passed + tests.failed === 0) faults.push('  no test ran');
  if (!tests.isSuccess && tests.failed === 0 && tests.unloaded.length === 0) {
    faults.push('  the test runner reports an error outside of the tests, see above');
  }
  return faults.length === 0 ? [] : ['WRONG:', ...faults];
}

function describeCounts(checks: readonly CheckResult[], tests: TestCounts): string {
  const notRun = [...tests.notRun.values()].reduce((sum, count) => sum + count, 0) + tests.unexplained.length;
  const failed = checks.filter((check) => !check.isPassed).map((check) => check.name);
  const checksText =
    failed.length === 0
      ? `all ${plural(checks.length, 'check')} passed (${checks.map((check) => check.name).join(', ')})`
      : `${failed.length} of ${plural(checks.length, 'check')} failed (${failed.join(', ')})`;
  const verdict = isSuccessful(checks, tests) ? 'PASSED' : 'FAILED';
  return `${verdict}: ${plural(tests.passed, 'test')} passed, ${tests.failed} failed, ${notRun} not run; ${checksText}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
