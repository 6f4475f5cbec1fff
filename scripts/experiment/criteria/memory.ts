// SPDX-License-Identifier: Apache-2.0
import type { ExperimentData, PointData } from '../data.ts';
import { type Pair, pairsOf, pointsOf } from '../pairs.ts';
import { type Criterion, percent, three } from './criterion.ts';

/** Share of the throughput of ample memory that counts as all of it. */
export const ENOUGH = 0.99;

/** The sweep of the buffers of both areas, temporaries as built. */
export function sweepPairs(data: ExperimentData, threads: number): readonly Pair[] {
  return pairsOf(
    pointsOf(
      data,
      'X3',
      (point) =>
        point.threads === threads &&
        point.limits.areaBuffers !== undefined &&
        point.limits.temporaryBuffers === undefined,
    ),
  );
}

/** How many times the throughput of hold early release has with the same buffers. */
export function throughputRatio({ early, hold }: Pair): number {
  return early.outcome.measured.callsPerCycle / hold.outcome.measured.callsPerCycle;
}

/** A number of buffers of all pools, and the share of the throughput of ample memory that they give. */
export interface Provision {
  readonly data: PointData;
  readonly buffers: number;
  readonly share: number;
}

/** All numbers of buffers that were tried for one release with 32 threads. */
export function provisions(data: ExperimentData, release: 'early' | 'hold'): readonly Provision[] {
  const ample = ampleOf(data, release);
  if (ample === undefined) return [];
  const points = pointsOf(
    data,
    'X3',
    (point) =>
      point.threads === 32 && point.release === release && point.limits.temporaryBuffers !== undefined,
  );
  return points
    .map((one) => ({
      data: one,
      buffers: buffersOf(one),
      share: one.outcome.measured.callsPerCycle / ample.outcome.measured.callsPerCycle,
    }))
    .toSorted((one, other) => one.buffers - other.buffers || other.share - one.share);
}

/** The fewest buffers that give all the throughput. */
export function fewest(data: ExperimentData, release: 'early' | 'hold'): Provision | undefined {
  return provisions(data, release).find(({ share }) => share >= ENOUGH);
}

function buffersOf({ point: { limits } }: PointData): number {
  return limits.areaBuffers![0] + limits.areaBuffers![1] + limits.temporaryBuffers!;
}

/** Nothing lacks: the sweep with as many buffers as threads. */
function ampleOf(data: ExperimentData, release: 'early' | 'hold'): PointData | undefined {
  const pair = sweepPairs(data, 32).find(({ early }) => early.point.limits.areaBuffers![0] === 32);
  return pair?.[release] ?? undefined;
}

/** The pools of a provision as people write them. */
export function poolsText({ data, buffers, share }: Provision): string {
  const { areaBuffers, temporaryBuffers } = data.point.limits;
  return `${buffers} (${areaBuffers![0]} + ${areaBuffers![1]} + ${temporaryBuffers}), ${percent2(share)}`;
}

function percent2(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

const ratioCriterion = (buffers: number, least: number): Criterion => ({
  run: 'X3',
  what: `throughput with ${buffers} buffers in each area over that of hold, 32 threads`,
  wanted: `at least ${least}`,
  judge(data) {
    const pair = sweepPairs(data, 32).find(({ early }) => early.point.limits.areaBuffers![0] === buffers);
    if (pair === undefined) return undefined;
    const ratio = throughputRatio(pair);
    return { measured: three(ratio), passed: ratio >= least };
  },
});

export const memoryCriteria: readonly Criterion[] = [
  ratioCriterion(2, 13),
  ratioCriterion(4, 7),
  {
    run: 'X3',
    what: `fewest buffers of all pools for ${percent(ENOUGH)} of the throughput, early`,
    wanted: '9 to 11',
    judge(data) {
      const found = fewest(data, 'early');
      if (found === undefined) return undefined;
      return { measured: poolsText(found), passed: found.buffers <= 11 };
    },
  },
  {
    run: 'X3',
    what: 'the same, hold',
    wanted: '66, one less too few',
    judge(data) {
      const found = fewest(data, 'hold');
      if (found === undefined) return undefined;
      return { measured: poolsText(found), passed: found.buffers === 66 };
    },
  },
];
