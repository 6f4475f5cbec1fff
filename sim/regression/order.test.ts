// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { addToHistory, noHistory } from './history.ts';
import { jobKey } from './job.ts';
import { orderedJobs } from './order.ts';
import { allJobs } from './plan.ts';
import { sampleFailure, samplePlan, sampleResult } from './test-support/samples.ts';

const plan = samplePlan();
const jobs = allJobs(plan)!;
const calls = jobs.filter(({ test }) => test === 'small/calls');

describe('the order of runs', () => {
  it('has every run once, with and without a history', () => {
    const sorted = jobs.map(jobKey).sort();
    const history = addToHistory(noHistory, [sampleResult(jobs[3]!, sampleFailure)]);
    for (const known of [noHistory, history]) {
      expect([...orderedJobs(plan, known)].map(jobKey).sort()).toEqual(sorted);
    }
  });

  it('begins with what failed last time, wherever it is in the plan, then with its test', () => {
    const history = addToHistory(noHistory, [sampleResult(calls[2]!, sampleFailure)]);
    const ordered = [...orderedJobs(plan, history)];
    expect(ordered[0]).toEqual(calls[2]);
    expect(ordered[1]).toEqual(calls[0]);
  });

  it('takes runs of other seeds that failed last time first as well', () => {
    const failed = { test: 'small/calls', seed: 77, length: 40 };
    const history = addToHistory(noHistory, [sampleResult(failed, sampleFailure)]);
    const ordered = [...orderedJobs(samplePlan({ extra: [failed] }), history)];
    expect(ordered[0]).toEqual(failed);
    expect(ordered).toHaveLength(jobs.length + 1);
  });

  it('takes slow tests before quick ones', () => {
    const slow = { format: 1 as const, failing: [], seconds: { 'small/calls': 9, 'small/streams': 1 } };
    expect([...orderedJobs(plan, slow)][0]).toEqual(calls[0]);
    const quick = { ...slow, seconds: { 'small/calls': 1, 'small/streams': 9 } };
    expect([...orderedJobs(plan, quick)][0]!.test).toBe('small/streams');
  });
});

describe('the history', () => {
  it('forgets a failure when the run passes, and nothing else', () => {
    const failed = addToHistory(noHistory, [
      sampleResult(calls[0]!, sampleFailure),
      sampleResult(calls[1]!, sampleFailure),
    ]);
    const mended = addToHistory(failed, [sampleResult(calls[0]!)]);
    expect(mended.failing).toEqual([calls[1]]);
    expect(addToHistory(mended, [sampleResult(calls[1]!, sampleFailure)]).failing).toEqual([calls[1]]);
  });

  it('follows the time that runs take', () => {
    const slow = { ...sampleResult(calls[0]!), seconds: 8 };
    const quick = { ...slow, seconds: 4 };
    const history = addToHistory(noHistory, [slow]);
    expect(history.seconds['small/calls']).toBe(8);
    expect(addToHistory(history, [quick]).seconds['small/calls']).toBe(7);
  });
});
