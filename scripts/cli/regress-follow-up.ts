// SPDX-License-Identifier: Apache-2.0
import {
  type Failure,
  failureLine,
  failureSignature,
  type Job,
  jobKey,
  type RunResult,
  shrink,
} from '../../sim/regression/index.ts';

/** Cycles before a failure that its waveform shows. */
const cyclesShown = 500;
const mostTries = 10;

export interface FollowUpOptions {
  /** Failures that are followed up, each of another kind or test. */
  readonly most: number;
  readonly run: (
    job: Job,
    waves?: { readonly file: string; readonly fromCycle: number },
  ) => Promise<RunResult>;
  /** Whether to stop at the next occasion. */
  readonly isOver: () => boolean;
}

/**
 * Follows failures up: looks for the shortest run that fails in the same way, and runs that once more with a waveform.
 * Failures that look the same are not followed up again.
 */
export function createFollowUps({ most, run, isOver }: FollowUpOptions) {
  const seen = new Set<string>();
  return async (result: RunResult): Promise<RunResult> => {
    const { job, failure, unit } = result;
    if (failure === undefined || failure.kind === 'timeout' || failure.kind === 'input') return result;
    const signature = failureSignature(failure);
    const kind = `${job.test}: ${signature}`;
    if (seen.has(kind) || seen.size >= most) return result;
    seen.add(kind);
    const attempt = async (candidate: Job): Promise<Failure | undefined> =>
      isOver() ? undefined : (await run(candidate)).failure;
    const shortest = await shrink({ job, failure, unit, mostTries, attempt });
    if (isOver()) return result;
    const file = `waves/${jobKey(shortest.job)}.vcd`;
    const fromCycle = Math.max(0, (shortest.failure.cycle ?? 0) - cyclesShown);
    const traced = await run(shortest.job, { file, fromCycle });
    if (isOver()) return result;
    const { failure: again } = traced;
    const isRepeated = again !== undefined && failureSignature(again) === signature;
    return {
      ...result,
      followUp: {
        shortest: shortest.job,
        command: traced.command,
        tries: shortest.tries,
        ...(isRepeated
          ? { waves: file, failure: again }
          : { otherwise: outcome(traced), failure: shortest.failure }),
      },
    };
  };
}

function outcome({ failure }: RunResult): string {
  return failure === undefined ? 'it passed' : failureLine(failure);
}
