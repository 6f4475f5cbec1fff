// SPDX-License-Identifier: Apache-2.0
import type { History } from './history.ts';
import { type Job, jobKey } from './job.ts';
import { extraJobs, jobsOfRound, type Plan, roundsOf } from './plan.ts';

/** Rounds that are looked through for runs that failed before; later ones are met in their turn. */
const roundsLookedThrough = 10_000;

/**
 * The runs of a plan in the order in which they are best started: those that failed last time, the extra ones, then round by
 * round, tests that had a failure before the others, and slow ones before quick ones. Each run comes once.
 */
export function* orderedJobs(plan: Plan, { failing, seconds }: History): Generator<Job> {
  const given = new Set<string>();
  function* once(jobs: readonly Job[]): Generator<Job> {
    for (const job of jobs) {
      const key = jobKey(job);
      if (given.has(key)) continue;
      given.add(key);
      yield job;
    }
  }

  const failingKeys = new Set(failing.map(jobKey));
  const failingTests = new Set(failing.map(({ test }) => test));
  const extra = extraJobs(plan);
  yield* once(extra.filter((job) => failingKeys.has(jobKey(job))));
  if (failing.length > 0) {
    for (let round = 0; round < Math.min(roundsOf(plan), roundsLookedThrough); round += 1) {
      yield* once(jobsOfRound(plan, round).filter((job) => failingKeys.has(jobKey(job))));
    }
  }
  yield* once(extra);
  const expected = ({ test }: Job) => seconds[test] ?? Number.MAX_VALUE;
  const hasFailed = ({ test }: Job) => (failingTests.has(test) ? 1 : 0);
  for (let round = 0; round < roundsOf(plan); round += 1) {
    const jobs = [...jobsOfRound(plan, round)];
    jobs.sort((one, other) => hasFailed(other) - hasFailed(one) || expected(other) - expected(one));
    yield* once(jobs);
  }
}
