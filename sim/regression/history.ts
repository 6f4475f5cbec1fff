// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { jobKey, jobSchema } from './job.ts';
import type { RunResult } from './result.ts';

export const historySchema = z.strictObject({
  format: z.literal(1),
  /** Runs that failed when they were last run. */
  failing: z.array(jobSchema),
  /** Seconds that a run of each test took lately. */
  seconds: z.record(z.string(), z.number().nonnegative()),
});

/** What earlier regressions tell the next one. */
export type History = z.infer<typeof historySchema>;

export const noHistory: History = { format: 1, failing: [], seconds: {} };

/** How much the newest run counts in the time of a test. */
const newestWeight = 0.25;

/** The history with some more results: who fails now, and how long the tests take. */
export function addToHistory(history: History, results: readonly RunResult[]): History {
  const failing = new Map(history.failing.map((job) => [jobKey(job), job]));
  const seconds = { ...history.seconds };
  for (const { job, status, seconds: taken } of results) {
    if (status === 'failed') failing.set(jobKey(job), job);
    else failing.delete(jobKey(job));
    const before = seconds[job.test] ?? taken;
    seconds[job.test] = before + newestWeight * (taken - before);
  }
  return { format: 1, failing: [...failing.values()], seconds };
}
