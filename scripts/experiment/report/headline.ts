// SPDX-License-Identifier: Apache-2.0

import { three } from '../criteria/criterion.ts';
import { fewest, sweepPairs, throughputRatio } from '../criteria/memory.ts';
import { headlinePair } from '../criteria/saving.ts';
import type { ExperimentData } from '../data.ts';
import { pairsOf, pointsOf, savedBy } from '../pairs.ts';

/** What the experiment comes to in a few sentences; undefined as long as a part of it is missing. */
export function headline(data: ExperimentData): string | undefined {
  const pair = headlinePair(data);
  const [early, hold] = [fewest(data, 'early'), fewest(data, 'hold')];
  const most = Math.max(...[...sweepPairs(data, 32), ...sweepPairs(data, 256)].map(throughputRatio));
  const idle = pairsOf(
    pointsOf(data, 'X7', ({ threads, serviceCycles }) => threads === 1 && serviceCycles === 0),
  )[0];
  if (pair === undefined || early === undefined || hold === undefined || idle === undefined) return undefined;
  return (
    `Same circuits, same calls: with services of 100 copy times and 32 threads, early release holds 1/${three(savedBy(pair, 'measured').areas)} of the buffer-cycles of both areas, ` +
    `needs ${early.buffers} instead of ${hold.buffers} buffers for 99 % of the throughput, and gives up to ${three(most)} times the throughput where memory is the limit. ` +
    `Without any service it saves a factor of ${three(savedBy(idle, 'measured').areas)}. The limit is two copy times for each message.`
  );
}
