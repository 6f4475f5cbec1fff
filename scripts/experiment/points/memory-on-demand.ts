// SPDX-License-Identifier: Apache-2.0
import { ON_DEMAND } from '../designs.ts';
import type { Point } from '../point.ts';
import { copyAt64, type Extent, MESSAGE_BYTES, pick, pointOf, RELEASES } from './base.ts';

const GRID = [
  [0, 20_000],
  [10, 20_000],
  [100, 20_000],
  [1000, 5_000],
] as const;
const QUICK_GRID = [
  [0, 2_000],
  [100, 3_000],
] as const;

/** X8: memory that grows when an allocation finds nothing free: how far it has grown in the end. */
export function memoryOnDemandPoints(extent: Extent): readonly Point[] {
  const grid = pick<readonly (readonly [number, number])[]>(extent, GRID, QUICK_GRID);
  return RELEASES.flatMap((release) =>
    grid.map(([copies, calls]) =>
      pointOf({
        run: 'X8',
        release,
        design: ON_DEMAND,
        serviceCycles: copies * copyAt64(MESSAGE_BYTES),
        calls,
      }),
    ),
  );
}
