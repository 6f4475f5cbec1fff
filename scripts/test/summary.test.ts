// SPDX-License-Identifier: Apache-2.0

import { describe, expect, it } from 'vitest';
import type { CheckResult } from './static-checks.ts';
import { isSuccessful, renderSummary } from './summary.ts';
import type { TestCounts } from './vitest-report.ts';

const checks: readonly CheckResult[] = [
  { name: 'style', isPassed: true, output: '' },
  { name: 'imports', isPassed: true, output: '' },
];
const good: TestCounts = {
  passed: 7,
  failed: 0,
  notRun: new Map(),
  unexplained: [],
  unloaded: [],
  isSuccess: true,
};

describe('the closing count', () => {
  it('is one line where all is well', () => {
    expect(renderSummary(checks, good)).toBe(
      'PASSED: 7 tests passed, 0 failed, 0 not run; all 2 checks passed (style, imports)',
    );
    expect(isSuccessful(checks, good)).toBe(true);
  });

  it('says what was not run and why, and still passes', () => {
    const notRun = new Map([
      ['yosys is missing (get it)', 1],
      ['iverilog is missing (get it)', 4],
    ]);
    expect(renderSummary(checks, { ...good, notRun })).toBe(
      [
        'NOT RUN:',
        '  4 tests: iverilog is missing (get it)',
        '  1 test: yosys is missing (get it)',
        'PASSED: 7 tests passed, 0 failed, 5 not run; all 2 checks passed (style, imports)',
      ].join('\n'),
    );
    expect(isSuccessful(checks, { ...good, notRun })).toBe(true);
  });

  it.each<[string, Partial<TestCounts>, string]>([
    ['a failed test', { failed: 1, isSuccess: false }, '7 tests passed, 1 failed'],
    ['a test skipped without a reason', { unexplained: ['a.test.ts: b'] }, 'without a reason: a.test.ts: b'],
    ['a file that does not load', { unloaded: ['a.test.ts'], isSuccess: false }, 'does not load: a.test.ts'],
    ['nothing that ran', { passed: 0 }, 'no test ran'],
    ['an error outside of the tests', { isSuccess: false }, 'outside of the tests'],
  ])('fails on %s', (_, change, text) => {
    const tests = { ...good, ...change };
    expect(isSuccessful(checks, tests)).toBe(false);
    expect(renderSummary(checks, tests)).toContain(text);
    expect(renderSummary(checks, tests)).toContain('FAILED: ');
  });

  it('fails on a failed check and names it', () => {
    const failing = [{ name: 'style', isPassed: false, output: 'x' }, ...checks.slice(1)];
    expect(isSuccessful(failing, good)).toBe(false);
    expect(renderSummary(failing, good)).toContain('1 of 2 checks failed (style)');
  });

  it('fails where no check ran', () => {
    expect(isSuccessful([], good)).toBe(false);
  });
});
