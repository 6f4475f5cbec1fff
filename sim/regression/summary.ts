// SPDX-License-Identifier: Apache-2.0
import { type Job, jobKey } from './job.ts';
import { allJobs, type Plan, type PlannedTest } from './plan.ts';
import type { RunCounts, RunResult, ToolVersions } from './result.ts';

/** How a regression ended. */
export type Ending = 'complete' | 'interrupted';

/** What one test came to. */
export interface TestSummary extends PlannedTest {
  readonly passed: number;
  readonly failed: number;
  readonly missing: number;
  /** Of all its runs together. */
  readonly seconds: number;
  readonly counts: RunCounts;
  readonly runs: readonly { readonly job: Job; readonly status: RunResult['status'] | 'missing' }[];
}

/** What a regression came to. */
export interface Summary {
  /** Something ran, all of it passed, and nothing is missing. */
  readonly passed: boolean;
  readonly ending: Ending;
  readonly runs: number;
  readonly failed: number;
  /** Runs that were planned and have no result. */
  readonly missing: readonly Job[];
  /** Anything else that keeps the regression from being one that passed. */
  readonly problems: readonly string[];
  readonly tests: readonly TestSummary[];
  /** Tests that were asked for and could not run; they don't count against the others. */
  readonly notRun: Plan['notRun'];
  /** Those that failed, by test and seed. */
  readonly failures: readonly RunResult[];
  /** Of the runs together. */
  readonly seconds: number;
  /** Each combination of programs that took part. */
  readonly tools: readonly ToolVersions[];
}

/** What the runs of one design have covered together. */
export interface DesignCoverage {
  readonly design: string;
  /** Runs that told. */
  readonly runs: number;
  readonly shares: readonly {
    readonly kind: string;
    readonly covered: number;
    readonly total: number;
    /** Places that were not reached, as file and line. */
    readonly missing: readonly string[];
  }[];
}

/** A plan with what has become of it. */
export interface Regression {
  readonly plan: Plan;
  /** One for each run that was made. */
  readonly results: readonly RunResult[];
  readonly ending: Ending;
  readonly problems: readonly string[];
  /** Where it was asked for. */
  readonly coverage?: readonly DesignCoverage[];
}

/** Sums up the results of a plan. */
export function summarize({ plan, results, ending, problems }: Regression): Summary {
  const found = new Set(results.map(({ job }) => jobKey(job)));
  const missing = (allJobs(plan) ?? []).filter((job) => !found.has(jobKey(job)));
  const failures = results.filter(({ status }) => status === 'failed').toSorted(byTestAndSeed);
  return {
    passed:
      results.length > 0 &&
      failures.length === 0 &&
      missing.length === 0 &&
      problems.length === 0 &&
      ending === 'complete',
    ending,
    runs: results.length,
    failed: failures.length,
    missing,
    problems,
    notRun: plan.notRun,
    tests: plan.tests.map((test) => summarizeTest(test, results, missing)),
    failures,
    seconds: sum(results.map(({ seconds }) => seconds)),
    tools: distinct(results.map(({ tools }) => tools)),
  };
}

function summarizeTest(
  test: PlannedTest,
  results: readonly RunResult[],
  missing: readonly Job[],
): TestSummary {
  const own = results.filter(({ job }) => job.test === test.name).toSorted(byTestAndSeed);
  const ownMissing = missing.filter((job) => job.test === test.name);
  const total = (pick: (counts: RunCounts) => number) =>
    sum(own.map(({ counts }) => (counts === undefined ? 0 : pick(counts))));
  return {
    ...test,
    passed: own.filter(({ status }) => status === 'passed').length,
    failed: own.filter(({ status }) => status === 'failed').length,
    missing: ownMissing.length,
    seconds: sum(own.map(({ seconds }) => seconds)),
    counts: {
      cycles: total(({ cycles }) => cycles),
      operationsCompared: total(({ operationsCompared }) => operationsCompared),
      messages: total(({ messages }) => messages),
    },
    runs: [
      ...own.map(({ job, status }) => ({ job, status })),
      ...ownMissing.map((job) => ({ job, status: 'missing' as const })),
    ],
  };
}

function byTestAndSeed({ job: one }: RunResult, { job: other }: RunResult): number {
  if (one.test !== other.test) return one.test < other.test ? -1 : 1;
  return one.seed - other.seed || one.length - other.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function distinct(tools: readonly ToolVersions[]): readonly ToolVersions[] {
  return [...new Map(tools.map((versions) => [JSON.stringify(versions), versions])).values()];
}
