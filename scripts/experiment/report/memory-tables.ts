// SPDX-License-Identifier: Apache-2.0
import { markdownTable } from '../../markdown-table.ts';
import { three } from '../criteria/criterion.ts';
import { fewest, poolsText, provisions, sweepPairs, throughputRatio } from '../criteria/memory.ts';
import { blockingOf, trialsOf } from '../criteria/waiting.ts';
import type { ExperimentData, PointData } from '../data.ts';
import { LIVENESS_DESIGNS } from '../designs.ts';
import { serviceInCopies } from '../law.ts';
import { type Pair, pairsOf, pointsOf } from '../pairs.ts';

/** X3: throughput with few buffers, and the product of memory and time. */
export function throughputTable(data: ExperimentData): string {
  const bounded = pairsOf(
    pointsOf(data, 'X3', ({ limits }) => limits.temporaryBuffers === limits.areaBuffers?.[0]),
  );
  const rows = (pairs: readonly Pair[]) =>
    pairs.map((pair) => {
      const { early, hold } = pair;
      const { threads, limits } = early.point;
      const rate = ({ outcome }: PointData) => three(1000 * outcome.measured.callsPerCycle);
      return [
        threads,
        limits.areaBuffers![0],
        limits.temporaryBuffers ?? 'as built, 32',
        rate(early),
        rate(hold),
        three(throughputRatio(pair)),
        three(early.outcome.simulated.callsPerCycle / hold.outcome.simulated.callsPerCycle),
        early.outcome.measured.pools[2].peak,
      ];
    });
  return markdownTable(
    [
      'threads',
      'buffers of each area',
      'temporaries',
      'early, calls per 1000 cycles',
      'hold',
      'early : hold',
      'simulated',
      'most temporaries, early',
    ],
    rows([...sweepPairs(data, 32), ...sweepPairs(data, 256), ...bounded]),
  );
}

/** X3: the candidates for the fewest buffers. */
export function fewestTable(data: ExperimentData): string {
  return markdownTable(
    ['release', 'fewest for 99 %', 'all that were tried'],
    (['early', 'hold'] as const).map((release) => {
      const found = fewest(data, release);
      const tried = provisions(data, release).map(poolsText).join('; ');
      return [release, found === undefined ? 'none' : poolsText(found), tried];
    }),
  );
}

/** X4 in numbers. */
export function blockingTable(data: ExperimentData): string {
  return markdownTable(
    [
      'S / Tc',
      'buffers of each area',
      'blocked',
      'share',
      'by the formula of Engset',
      'in the event simulation',
    ],
    pointsOf(data, 'X4').map((one) => {
      const { blocked, share, byFormula } = blockingOf(one);
      const simulated = blockingOf(one, 'simulated').share;
      const buffers = one.point.limits.areaBuffers![0];
      return [
        three(serviceInCopies(one)),
        buffers,
        blocked,
        three(share),
        three(byFormula),
        three(simulated),
      ];
    }),
  );
}

/** X5: deadlocks in random configurations. */
export function livenessTable(data: ExperimentData): string {
  const rows = LIVENESS_DESIGNS.flatMap(({ name }, design) =>
    (
      [
        ['early', 0],
        ['early', 1],
        ['hold', 0],
      ] as const
    ).flatMap(([release, reserve]) => {
      const { configurations, deadlocked } = trialsOf(data, release, reserve, design);
      return configurations === 0 ? [] : [[name, release, reserve, configurations, deadlocked]];
    }),
  );
  return markdownTable(
    ['design', 'release', 'buffers kept for returns', 'configurations', 'with a deadlock'],
    rows,
  );
}
