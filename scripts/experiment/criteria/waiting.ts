// SPDX-License-Identifier: Apache-2.0
import { engset } from '../../../sim/sizing/index.ts';
import type { ExperimentData, PointData } from '../data.ts';
import { lawOf, wholeCall } from '../law.ts';
import { pointsOf } from '../pairs.ts';
import { LIVENESS_CONFIGURATIONS } from '../plan.ts';
import { type Criterion, three } from './criterion.ts';

/** A share below so many blocked allocations is chance. */
const FEWEST_BLOCKED = 20;
const MOST_FACTOR = 2.5;

/** Share of the allocations of both areas that found no buffer at first, and what Engset's formula says. */
export function blockingOf(data: PointData, source: 'measured' | 'simulated' = 'measured') {
  const areas = data.outcome[source].pools.slice(0, 2);
  const blocked = areas.reduce((sum, { requests, returns }) => sum + requests.blocked + returns.blocked, 0);
  const allocations = areas.reduce((sum, pool) => sum + pool.allocations, 0);
  const { point } = data;
  const share = lawOf(data)[0] / (wholeCall(data) + point.thinkCycles);
  return {
    blocked,
    share: blocked / allocations,
    byFormula: engset(point.threads, share, point.limits.areaBuffers![0]),
  };
}

/** How many random configurations of a kind were tried, and in how many calls got stuck. */
export function trialsOf(data: ExperimentData, release: string, reserve: number, design: number) {
  const fitting = data.trials.filter(
    ({ trial }) => trial.release === release && trial.reserve === reserve && trial.design === design,
  );
  return {
    configurations: fitting.reduce((sum, { outcome }) => sum + outcome.configurations, 0),
    deadlocked: fitting.reduce((sum, { outcome }) => sum + outcome.deadlocked, 0),
  };
}

const PATHS = ['temporary path', 'direct path'];

const deadlockCriteria: readonly Criterion[] = PATHS.flatMap((path, design) => [
  {
    run: 'X5',
    what: `H10: deadlocks without a reserve, ${path}`,
    wanted: 'some',
    judge: (data) => {
      const { configurations, deadlocked } = trialsOf(data, 'early', 0, design);
      if (configurations < LIVENESS_CONFIGURATIONS) return undefined;
      return { measured: `${deadlocked} of ${configurations} configurations`, passed: deadlocked > 0 };
    },
  },
  ...(['early', 'hold'] as const).map(
    (release): Criterion => ({
      run: 'X5',
      what:
        release === 'early'
          ? `H10: deadlocks with a buffer of each pool kept for returns, ${path}`
          : `H10: deadlocks with hold, as many server threads as buffers, ${path}`,
      wanted: 'none',
      judge: (data) => {
        const { configurations, deadlocked } = trialsOf(data, release, release === 'early' ? 1 : 0, design);
        if (configurations < LIVENESS_CONFIGURATIONS) return undefined;
        return { measured: `${deadlocked} of ${configurations} configurations`, passed: deadlocked === 0 };
      },
    }),
  ),
]);

/** The formula knows no lanes, in which calls wait before they ask for a buffer, so circuits may well be blocked less often than it says. */
function blocking(against: 'formula' | 'simulated', wanted: string): Criterion {
  return {
    run: 'X4',
    what: `H4: blocked allocations against the ${against === 'formula' ? 'formula of Engset' : 'event simulation'}`,
    wanted,
    judge(data) {
      const seen = pointsOf(data, 'X4').filter((one) => blockingOf(one).blocked >= FEWEST_BLOCKED);
      if (seen.length === 0) return undefined;
      const factors = seen.map((one) => {
        const { share, byFormula } = blockingOf(one);
        return share / (against === 'formula' ? byFormula : blockingOf(one, 'simulated').share);
      });
      const [least, most] = [Math.min(...factors), Math.max(...factors)];
      return {
        measured: `${three(least)} to ${three(most)} times, ${seen.length} points`,
        passed: most <= MOST_FACTOR && (against === 'formula' || least >= 1 / MOST_FACTOR),
      };
    },
  };
}

export const waitingCriteria: readonly Criterion[] = [
  blocking('formula', `at most ${MOST_FACTOR} times as many`),
  blocking('simulated', `within a factor ${MOST_FACTOR}`),
  ...deadlockCriteria,
  {
    run: 'X5',
    what: 'abort: each request is served or given up, once for each that found no buffer',
    wanted: 'given up = blocked, none stuck',
    judge(data) {
      const [found] = pointsOf(data, 'X5', ({ design }) => design.configuration.noBuffer === 'abort');
      if (found === undefined) return undefined;
      const { aborted, pools, stuckCalls } = found.outcome.measured;
      // An attempt may be counted on one side of the window and its end on the other.
      const differ = Math.abs(aborted - pools[0].requests.blocked);
      return {
        measured: `${aborted} given up, ${pools[0].requests.blocked} blocked, ${stuckCalls} stuck`,
        passed: aborted > 0 && differ <= 2 && stuckCalls === 0,
      };
    },
  },
  {
    run: 'X5',
    what: 'second area: throughput of 4 + 4 buffers over that of 8 in one area',
    wanted: 'within 1 %',
    judge(data) {
      const [two] = pointsOf(data, 'X5', ({ design }) => design.configuration.noBuffer === 'second-area');
      const [one] = pointsOf(
        data,
        'X5',
        ({ design, limits }) => design.name === 'gateway' && limits.areaBuffers?.[0] === 8,
      );
      if (one === undefined || two === undefined) return undefined;
      const ratio = two.outcome.measured.callsPerCycle / one.outcome.measured.callsPerCycle;
      return { measured: ratio.toFixed(4), passed: Math.abs(ratio - 1) <= 0.01 };
    },
  },
  {
    run: 'X5',
    what: 'invariants: every operation compared with the reference model, each setting once',
    wanted: 'no difference',
    judge({ points }) {
      const checked = points.filter(({ point }) => point.checked);
      if (checked.length === 0) return undefined;
      const operations = checked.reduce((sum, { outcome }) => sum + outcome.comparisons, 0);
      const idle = checked.some(({ outcome }) => outcome.comparisons === 0);
      return {
        measured: `${operations} operations in ${checked.length} settings, 0 differences`,
        passed: !idle,
      };
    },
  },
];
