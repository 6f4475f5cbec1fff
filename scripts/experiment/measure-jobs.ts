// SPDX-License-Identifier: Apache-2.0
import pLimit from 'p-limit';
import { expectedCycles, type Job, jobName } from './job.ts';
import type { JobResult, ResultStore } from './result-store.ts';
import { openWorkers } from './workers.ts';

/** A job with its result. */
export interface Finished {
  readonly job: Job;
  readonly result: JobResult;
}

/** Measures jobs in as many processes as given, the longest first, and keeps each result as soon as it is there. */
export async function measureJobs(
  jobs: readonly Job[],
  store: ResultStore,
  processes: number,
  say: (line: string) => void,
): Promise<readonly Finished[]> {
  const results = new Map<Job, JobResult>();
  const open: Job[] = [];
  for (const job of jobs) {
    const known = await store.find(store.keyOf(job));
    if (known === undefined) open.push(job);
    else results.set(job, known);
  }
  const all = open.reduce((sum, job) => sum + expectedCycles(job), 0);
  let done = 0;
  const limit = pLimit(processes);
  const workers = openWorkers();
  try {
    await Promise.all(
      open
        .toSorted((one, other) => expectedCycles(other) - expectedCycles(one))
        .map((job) =>
          limit(async () => {
            const result = await workers.run(job);
            await store.keep(store.keyOf(job), result);
            results.set(job, result);
            done += expectedCycles(job);
            const share = Math.floor((100 * done) / all);
            say(`${share} %, ${results.size} of ${jobs.length} points: ${jobName(job)}`);
          }),
        ),
    );
  } finally {
    limit.clearQueue();
    workers.close();
  }
  return jobs.map((job) => ({ job, result: results.get(job)! }));
}
