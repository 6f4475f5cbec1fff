// SPDX-License-Identifier: Apache-2.0
import { leastBufferCycles } from '../../../sim/sizing/index.ts';
import type { PointData } from '../data.ts';
import { pointsOf } from '../pairs.ts';
import { fitsOf } from '../uncontended.ts';
import { type Criterion, three } from './criterion.ts';

/** From this length on, the constant cycles of a message may be 5 % of it at most. */
const LONG_BYTES = 1024;
const MOST_CYCLES_ABOVE_LIMIT = 8;

/** Buffer-cycles of a call in each area of a gateway, early, over the fewest that writing and reading it whole take. */
export function aboveLimit({ point, outcome }: PointData): {
  readonly ratio: number;
  readonly cycles: number;
} {
  const wordBytes = wordBytesOf(point.design.configuration);
  const least = leastBufferCycles(Number(point.requestSizes), Number(point.returnSizes), wordBytes);
  const most = Math.max(...outcome.measured.pools.slice(0, 2).map((pool) => pool.bufferCyclesPerCall));
  return { ratio: most / least, cycles: most - least };
}

function wordBytesOf({ dataWidth }: Readonly<Record<string, unknown>>): number {
  return typeof dataWidth === 'number' ? dataWidth / 8 : 8;
}

export const uncontendedCriteria: readonly Criterion[] = [
  {
    run: 'X1',
    what: 'cycles and buffer-cycles of one thread follow from two lengths',
    wanted: 'to the cycle',
    judge(data) {
      const fits = fitsOf(pointsOf(data, 'X1'));
      if (fits.length === 0 || !fits.some(({ release }) => release === 'hold')) return undefined;
      const worst = Math.max(...fits.map((fit) => fit.worst));
      const count = fits.reduce((sum, { foretold }) => sum + foretold, 0);
      return { measured: `worst of ${count} values: ${three(worst)} cycles off`, passed: worst < 0.001 };
    },
  },
  {
    run: 'X1',
    what: 'H8: buffer-cycles over the least possible, 64 bit, messages of 1 KB and more',
    wanted: 'at most 1.05',
    judge(data) {
      const long = pointsOf(
        data,
        'X1',
        ({ design, release, requestSizes, returnSizes }) =>
          release === 'early' &&
          design.name === 'gateway' &&
          Math.min(Number(requestSizes), Number(returnSizes)) >= LONG_BYTES,
      );
      if (long.length === 0) return undefined;
      const worst = Math.max(...long.map((one) => aboveLimit(one).ratio));
      return { measured: worst.toFixed(4), passed: worst <= 1.05 };
    },
  },
  {
    run: 'X1',
    what: 'H8: cycles above the least possible for a message and area, any width and length',
    wanted: `at most ${MOST_CYCLES_ABOVE_LIMIT}`,
    judge(data) {
      const early = pointsOf(data, 'X1', ({ release }) => release === 'early');
      if (early.length === 0) return undefined;
      const worst = Math.max(...early.map((one) => aboveLimit(one).cycles / 2));
      return { measured: three(worst), passed: worst <= MOST_CYCLES_ABOVE_LIMIT };
    },
  },
];
