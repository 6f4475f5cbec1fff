// SPDX-License-Identifier: Apache-2.0
import type { Job, LengthUnit } from './job.ts';
import { type Failure, failureSignature } from './result.ts';

export interface ShrinkOptions {
  readonly job: Job;
  readonly failure: Failure;
  readonly unit: LengthUnit;
  /** Runs it may take. */
  readonly mostTries: number;
  /** Runs a job and tells how it failed; undefined when it passed. */
  readonly attempt: (job: Job) => Promise<Failure | undefined>;
}

export interface Shrunk {
  readonly job: Job;
  readonly failure: Failure;
  readonly tries: number;
}

/** Seeds that are tried besides that of the failure. */
const otherSeeds = [1, 2, 3];

/**
 * Looks for a shorter run that fails with the same signature. Traffic before a failure does not know how long the run is to be,
 * so a run that is counted in cycles can end with the cycle of its failure; a still shorter one needs another seed.
 */
export async function shrink({ job, failure, unit, mostTries, attempt }: ShrinkOptions): Promise<Shrunk> {
  const signature = failureSignature(failure);
  let best = { job, failure };
  let tries = 0;

  async function fails(candidate: Job): Promise<boolean> {
    if (tries >= mostTries) return false;
    tries += 1;
    const found = await attempt(candidate);
    if (found === undefined || failureSignature(found) !== signature) return false;
    best = { job: candidate, failure: found };
    return true;
  }

  async function cut(): Promise<void> {
    const { cycle } = best.failure;
    if (unit !== 'cycles' || cycle === undefined || cycle < 1 || cycle >= best.job.length) return;
    await fails({ ...best.job, length: cycle });
  }

  /** A run of half the length, with the same seed where that may help. */
  async function halve(): Promise<boolean> {
    const length = Math.floor(best.job.length / 2);
    if (length < 1) return false;
    const seeds = unit === 'cycles' ? otherSeeds : [best.job.seed, ...otherSeeds];
    for (const seed of new Set(seeds)) {
      if (unit === 'cycles' && seed === best.job.seed) continue;
      if (await fails({ ...best.job, seed, length })) return true;
    }
    return false;
  }

  await cut();
  while (tries < mostTries && (await halve())) await cut();
  return { ...best, tries };
}
