// SPDX-License-Identifier: Apache-2.0
import { bypassOf, withoutBuffer } from '../bypass.ts';
import { pointsOf } from '../pairs.ts';
import { type Criterion, percent } from './criterion.ts';

/** A message may be counted on one side of the window and the end of its call on the other. */
const TOLERANCE = 0.01;

export const bypassCriteria: readonly Criterion[] = [
  {
    run: 'X6',
    what: 'H9: share of messages without a buffer against the messages drawn that are short enough',
    wanted: `within ${percent(TOLERANCE)} of all messages`,
    judge(data) {
      const points = pointsOf(data, 'X6').filter((one) => bypassOf(one) > 0);
      if (points.length === 0) return undefined;
      const differences = points.map((one) => Math.abs(withoutBuffer(one) - withoutBuffer(one, 'simulated')));
      const worst = Math.max(...differences);
      const some = points.every((one) => withoutBuffer(one) > 0);
      return {
        measured: `${percent(worst)} at most, ${points.length} points`,
        passed: some && worst <= TOLERANCE,
      };
    },
  },
];
