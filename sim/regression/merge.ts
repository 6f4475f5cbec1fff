// SPDX-License-Identifier: Apache-2.0
import { jobKey } from './job.ts';
import { allJobs, type Plan, planIdentity, wholePlan } from './plan.ts';
import type { RunResult } from './result.ts';
import type { Ending, Regression } from './summary.ts';

/** What lies in the folder of one part. */
export interface Part {
  /** What to call it, for messages. */
  readonly name: string;
  readonly plan: Plan;
  readonly results: readonly RunResult[];
  /** How it ended; undefined when it left no report, because it still runs or was killed. */
  readonly ending: Ending | undefined;
}

/** Parts that do not belong together. */
export class MergeError extends Error {
  override readonly name = 'MergeError';
}

/**
 * Puts the parts of a regression together. Each run counts once, however often it has a result; when its results differ, the
 * failure counts.
 *
 * @throws MergeError for no parts at all, and for parts of different regressions
 */
export function mergeParts(parts: readonly Part[]): Regression {
  const [first] = parts;
  if (first === undefined) throw new MergeError('There is no part to merge.');
  for (const { name, plan } of parts) {
    if (planIdentity(plan) !== planIdentity(first.plan)) {
      throw new MergeError(
        `'${first.name}' and '${name}' are parts of different regressions: tests, seeds, number of parts or designs differ.`,
      );
    }
  }
  const plan = wholePlan(first.plan);
  const kept = new Map<string, RunResult>();
  const problems: string[] = [];
  for (const result of parts.flatMap(({ results }) => results)) {
    const key = jobKey(result.job);
    const before = kept.get(key);
    if (before !== undefined && before.status !== result.status) {
      problems.push(
        `${key} passed in one place and failed in another: the same run must end in the same way`,
      );
    }
    if (before === undefined || result.status === 'failed') kept.set(key, result);
  }
  return {
    plan,
    results: [...kept.values()],
    ending: parts.every(({ ending }) => ending !== 'interrupted') ? 'complete' : 'interrupted',
    problems: [...problems, ...partProblems(parts, first.plan.shard.count)],
  };
}

/** Parts that are not there or did not end. With a plan that has an end, the runs that are missing tell the rest. */
function partProblems(parts: readonly Part[], count: number): string[] {
  const present = new Set(parts.map(({ plan }) => plan.shard.index));
  const absent = Array.from({ length: count }, (_, index) => index + 1).filter(
    (index) => !present.has(index),
  );
  return [
    ...absent.map((index) => `part ${index} of ${count} is not there`),
    ...parts
      .filter(({ plan, ending }) => ending === undefined && allJobs(plan) === undefined)
      .map(({ name }) => `'${name}' did not come to its end`),
  ];
}
