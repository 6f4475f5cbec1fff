// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';
import { execaNode } from 'execa';
import { type Job, jobName } from './job.ts';
import type { JobResult } from './result-store.ts';

/** What a worker is asked. */
export interface JobRequest {
  readonly job: Job;
}

/** What it answers. */
export type JobAnswer = { readonly result: JobResult } | { readonly failure: string };

/** A job that could not be measured; the message says which and why. */
export class JobError extends Error {
  override readonly name = 'JobError';
}

/** Processes that measure, each one job at a time. */
export interface Workers {
  /** Measures a job in a process that has nothing to do. @throws JobError */
  run(job: Job): Promise<JobResult>;
  /** Ends all of them. */
  close(): void;
}

const program = fileURLToPath(new URL('worker.ts', import.meta.url));

type Worker = ReturnType<typeof startWorker>;

/** Starts no process before there is work for it, and never more than are busy at the same time. */
export function openWorkers(): Workers {
  const all = new Set<Worker>();
  const resting: Worker[] = [];

  return {
    async run(job) {
      const worker = resting.pop() ?? startWorker();
      all.add(worker);
      try {
        const request: JobRequest = { job };
        const [answer] = await Promise.all([
          worker.getOneMessage() as unknown as Promise<JobAnswer>,
          worker.sendMessage(request as never),
        ]);
        resting.push(worker);
        if ('result' in answer) return answer.result;
        throw new JobError(`The point "${jobName(job)}" failed: ${answer.failure}`);
      } catch (error) {
        if (error instanceof JobError) throw error;
        all.delete(worker);
        throw new JobError(`The process that measured "${jobName(job)}" ended: ${(error as Error).message}`, {
          cause: error,
        });
      }
    },
    close() {
      for (const worker of all) worker.kill();
    },
  };
}

function startWorker() {
  return execaNode(program, {
    nodeOptions: ['--import', 'tsx'],
    ipc: true,
    stdout: 'ignore',
    stderr: 'inherit',
    // Ending it is how the parent says that there is no more work.
    reject: false,
  });
}
