// SPDX-License-Identifier: Apache-2.0
import { LIVENESS_DESIGNS } from './designs.ts';
import type { Job } from './job.ts';
import type { LivenessTrial } from './liveness.ts';
import type { Extent } from './points/base.ts';
import { RUNS } from './points/index.ts';

/** The parts of the experiment. */
export const RUN_NAMES: readonly string[] = Object.keys(RUNS);

/** Random configurations of the liveness trials, in all of each kind. */
export const LIVENESS_CONFIGURATIONS = 150;
const CONFIGURATIONS_OF_A_TRIAL = 15;

/** Everything that the named parts measure, each once. */
export function planOf(extent: Extent, only: readonly string[]): readonly Job[] {
  const points = only.flatMap((run) => RUNS[run]!(extent));
  const jobs: Job[] = points.map((point) => ({ kind: 'point', point }));
  if (!only.includes('X5')) return jobs;
  return [...jobs, ...trials(extent).map((trial): Job => ({ kind: 'trial', trial }))];
}

function trials({ quick }: Extent): readonly LivenessTrial[] {
  const kinds = LIVENESS_DESIGNS.flatMap((_design, design) => [
    { design, release: 'early', reserve: 0 } as const,
    { design, release: 'early', reserve: 1 } as const,
    { design, release: 'hold', reserve: 0 } as const,
  ]);
  const parts = LIVENESS_CONFIGURATIONS / CONFIGURATIONS_OF_A_TRIAL;
  return kinds.flatMap((kind) =>
    Array.from({ length: parts }, (_unused, part) => ({
      run: 'X5',
      ...kind,
      configurations: CONFIGURATIONS_OF_A_TRIAL,
      calls: quick ? 400 : 2_000,
      seed: 1995 + part,
    })),
  );
}
