// SPDX-License-Identifier: Apache-2.0
import { runTrial } from './liveness.ts';
import { measurePoint } from './measure-point.ts';
import type { JobAnswer, JobRequest } from './workers.ts';

// A process that measures one job after another, as long as its parent is there.
process.on('message', async ({ job }: JobRequest) => {
  let answer: JobAnswer;
  try {
    answer = { result: job.kind === 'point' ? await measurePoint(job.point) : await runTrial(job.trial) };
  } catch (error) {
    answer = { failure: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
  process.send!(answer);
});
process.on('disconnect', () => process.exit());
