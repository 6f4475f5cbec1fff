// SPDX-License-Identifier: Apache-2.0
import { LIVENESS_DESIGNS } from './designs.ts';
import { type LivenessTrial, trialName } from './liveness.ts';
import { type ExperimentDesign, type Point, pointName } from './point.ts';

/** What one process measures at a time. */
export type Job =
  | { readonly kind: 'point'; readonly point: Point }
  | { readonly kind: 'trial'; readonly trial: LivenessTrial };

/** A job in one line, different for different ones. */
export function jobName(job: Job): string {
  return job.kind === 'point' ? pointName(job.point) : trialName(job.trial);
}

export function runOf(job: Job): string {
  return job.kind === 'point' ? job.point.run : job.trial.run;
}

/** The design that a job runs on. */
export function designOf(job: Job): ExperimentDesign {
  return job.kind === 'point' ? job.point.design : LIVENESS_DESIGNS[job.trial.design]!;
}

/** How many times longer a cycle takes that is compared with the reference model. */
const CHECKED_FACTOR = 35;

/** About how many cycles a job simulates, so that the long ones can be begun first. */
export function expectedCycles(job: Job): number {
  if (job.kind === 'trial') return job.trial.configurations * job.trial.calls * 60;
  const { point } = job;
  const buffers = point.release === 'hold' ? (point.limits.areaBuffers?.[0] ?? point.threads) : point.threads;
  const atOnce = Math.min(point.threads, buffers);
  const cycles = 1.1 * point.calls * Math.max(130, (point.serviceCycles + 600) / atOnce);
  return point.checked ? CHECKED_FACTOR * cycles : cycles;
}
