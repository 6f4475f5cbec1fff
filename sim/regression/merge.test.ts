// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { jobKey } from './job.ts';
import { MergeError, mergeParts, type Part } from './merge.ts';
import { allJobs } from './plan.ts';
import { reportText } from './report-text.ts';
import { summarize } from './summary.ts';
import { sampleFailure, samplePlan, sampleResult } from './test-support/samples.ts';

/** The two parts of a plan, with a result for each of their runs. */
function parts(rounds: number | null = 3): [Part, Part] {
  const of = (index: number): Part => {
    const plan = samplePlan({ rounds, shard: { index, count: 2 } });
    const jobs = allJobs(plan) ?? [{ test: 'small/calls', seed: index, length: 40 }];
    const results = jobs.map((job) => sampleResult(job));
    return { name: `part ${index}`, plan, results, ending: 'complete' };
  };
  return [of(1), of(2)];
}

const summaryOf = (...given: readonly Part[]) => summarize(mergeParts(given));

describe('merging', () => {
  it('has all runs of all parts', () => {
    const summary = summaryOf(...parts());
    expect(summary).toMatchObject({ passed: true, runs: 6, failed: 0, missing: [], problems: [] });
    expect(reportText(summary)).toBe('PASSED: 6 runs, 6 passed, 0 failed, 0 missing');
    expect(summary.tests.map(({ passed }) => passed)).toEqual([3, 3]);
  });

  it('counts a run once, however often it has a result', () => {
    const [one, other] = parts();
    const doubled = { ...other, results: [...other.results, ...one.results] };
    expect(summaryOf(one, doubled)).toMatchObject({ passed: true, runs: 6 });
    expect(summaryOf(one, other, other)).toMatchObject({ passed: true, runs: 6 });
  });

  it('counts the failure of a run that passed elsewhere, and says so', () => {
    const [one, other] = parts();
    const failed = sampleResult(one.results[0]!.job, sampleFailure);
    for (const results of [
      [...other.results, failed],
      [failed, ...other.results],
    ]) {
      const summary = summaryOf(one, { ...other, results });
      expect(summary).toMatchObject({ passed: false, runs: 6, failed: 1 });
      expect(summary.problems[0]).toContain(
        `${jobKey(failed.job)} passed in one place and failed in another`,
      );
    }
  });

  it('names every run without a result', () => {
    const [one, other] = parts();
    const summary = summaryOf(one, { ...other, results: other.results.slice(1), ending: undefined });
    expect(summary).toMatchObject({ passed: false, runs: 5 });
    expect(summary.missing).toEqual([other.results[0]!.job]);
    expect(reportText(summary)).toContain(`MISSING ${other.results[0]!.job.test}`);
  });

  it('names a part that is not there, with all its runs', () => {
    const summary = summaryOf(parts()[0]);
    expect(summary.passed).toBe(false);
    expect(summary.problems).toEqual(['part 2 of 2 is not there']);
    expect(summary.missing).toHaveLength(3);
  });

  it('does not trust a part without an end that left no mark', () => {
    const [one, other] = parts(null);
    expect(summaryOf(one, other).passed).toBe(true);
    const summary = summaryOf(one, { ...other, ending: undefined });
    expect(summary).toMatchObject({ passed: false, problems: ["'part 2' did not come to its end"] });
  });

  it('is not passed by what was interrupted, nor by nothing', () => {
    const [one, other] = parts();
    expect(summaryOf(one, { ...other, ending: 'interrupted' }).passed).toBe(false);
    const empty = parts(null).map((part) => ({ ...part, results: [] }));
    expect(reportText(summaryOf(...empty))).toBe(
      'FAILED: 0 runs, 0 passed, 0 failed, 0 missing, nothing ran',
    );
  });

  it('refuses parts of different regressions, and none', () => {
    const [one, other] = parts();
    const changed = { ...other, plan: { ...other.plan, baseSeed: 9 } };
    expect(() => mergeParts([one, changed])).toThrow(MergeError);
    expect(() => mergeParts([])).toThrow(MergeError);
  });
});
