// SPDX-License-Identifier: Apache-2.0
import type { ExperimentData, PointData } from '../data.ts';
import { laneUse, lawOf, serviceInCopies } from '../law.ts';
import { type Pair, pairsOf, pointsOf, savedBy } from '../pairs.ts';
import { type Criterion, percent, three } from './criterion.ts';

/** Below this use of the busiest lane the closed forms hold, which know no waiting; above it the event simulation. */
export const QUIET_LANES = 0.3;

/** The largest relative difference between what each area was measured and foretold to hold. */
export function deviation(data: PointData): number {
  const foretold =
    laneUse(data) < QUIET_LANES
      ? lawOf(data)
      : data.outcome.simulated.pools.map(({ bufferCyclesPerCall }) => bufferCyclesPerCall);
  const measured = data.outcome.measured.pools;
  const differences = [0, 1].map((area) => {
    const [is, should] = [measured[area]!.bufferCyclesPerCall, foretold[area]!];
    return should === 0 ? 0 : Math.abs(is - should) / should;
  });
  return Math.max(...differences);
}

/** The pair of the headline: 32 threads, exponential services of 100 copies, messages of 512 bytes. */
export function headlinePair(data: ExperimentData): Pair | undefined {
  const points = pointsOf(
    data,
    'X2',
    ({ threads, serviceShape, requestSizes }) =>
      threads === 32 && serviceShape === 'exponential' && requestSizes === 512,
  );
  return pairsOf(points).find(({ early }) => Math.round(serviceInCopies(early)) === 100);
}

const follows = (quiet: boolean, wanted: number): Criterion => ({
  run: 'X2',
  what: quiet
    ? 'buffer-cycles of a call against the closed forms, busiest lane below 30 %'
    : 'buffer-cycles of a call against the event simulation, busiest lane from 30 % on',
  wanted: `within ${percent(wanted)}`,
  judge(data) {
    const points = pointsOf(data, 'X2').filter((one) => laneUse(one) < QUIET_LANES === quiet);
    if (pairsOf(points).length === 0) return undefined;
    const worst = Math.max(...points.map(deviation));
    return { measured: `${percent(worst)} at most, ${points.length} points`, passed: worst <= wanted };
  },
});

export const savingCriteria: readonly Criterion[] = [
  follows(true, 0.02),
  follows(false, 0.05),
  {
    run: 'X2',
    what: 'R12 at a service of 100 copies, 32 threads',
    wanted: 'at least 21',
    judge(data) {
      const pair = headlinePair(data);
      if (pair === undefined) return undefined;
      const { areas } = savedBy(pair, 'measured');
      return { measured: three(areas), passed: areas >= 21 };
    },
  },
  {
    run: 'X2',
    what: 'most buffers of the first area in use, hold: one a thread',
    wanted: 'as many as threads',
    judge(data) {
      const holds = pointsOf(data, 'X2', ({ release }) => release === 'hold');
      if (holds.length === 0) return undefined;
      const wrong = holds.filter(({ point, outcome }) => outcome.measured.pools[0].peak !== point.threads);
      return {
        measured: `in ${holds.length - wrong.length} of ${holds.length} points`,
        passed: wrong.length === 0,
      };
    },
  },
];
