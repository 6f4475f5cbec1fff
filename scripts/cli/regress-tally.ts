// SPDX-License-Identifier: Apache-2.0
import { type Job, jobKey, type RunResult } from '../../sim/regression/index.ts';

const mostShown = 3;

/** Keeps count of runs, and says after each change how far they are. */
export interface Tally {
  began(job: Job): void;
  ended(result: RunResult): void;
}

/**
 * @param planned undefined when nobody knows how many there will be
 * @param jobs runs at a time
 */
export function createTally(planned: number | undefined, jobs: number, say: (line: string) => void): Tally {
  const running = new Map<string, Job>();
  let done = 0;
  let failed = 0;
  let seconds = 0;

  function tell(): void {
    const left = planned === undefined || done === 0 ? undefined : ((planned - done) * seconds) / done / jobs;
    const shown = [...running.values()].slice(0, mostShown).map(({ test, seed }) => `${test} ${seed}`);
    const more = running.size - shown.length;
    say(
      [
        `${done}${planned === undefined ? '' : ` of ${planned}`} done, ${failed} failed`,
        ...(left === undefined ? [] : [`about ${Math.ceil(left)} s left`]),
        ...(shown.length === 0 ? [] : [shown.join(', ') + (more > 0 ? ` and ${more} more` : '')]),
      ].join(' | '),
    );
  }

  return {
    began(job) {
      running.set(jobKey(job), job);
      tell();
    },
    ended({ job, status, seconds: taken }) {
      running.delete(jobKey(job));
      done += 1;
      seconds += taken;
      if (status === 'failed') failed += 1;
      tell();
    },
  };
}
