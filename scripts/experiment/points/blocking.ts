// SPDX-License-Identifier: Apache-2.0
import type { Point } from '../point.ts';
import { areas, copyAt64, type Extent, MESSAGE_BYTES, pick, pointOf } from './base.ts';

/** Service in copies, buffers of each area, calls: the rarer it is, the more calls are needed to see it. */
const GRID = [
  [100, 2, 20_000],
  [100, 3, 50_000],
  [100, 4, 50_000],
  [100, 5, 100_000],
  [100, 6, 200_000],
  [320, 2, 20_000],
  [320, 3, 40_000],
  [320, 4, 60_000],
] as const;
const QUICK_GRID = [
  [100, 2, 3_000],
  [100, 3, 4_000],
  [100, 4, 8_000],
  [320, 2, 2_000],
] as const;

/** A thread that called at once would ask while the buffer of its own return is being freed, and be blocked by itself. */
const THINK_CYCLES = 16;

/** X4: how often an allocation finds no buffer; the reserve is off, as the formula knows none, and temporaries are ample. */
export function blockingPoints(extent: Extent): readonly Point[] {
  return pick<readonly (readonly [number, number, number])[]>(extent, GRID, QUICK_GRID).map(
    ([copies, areaBuffers, calls]) =>
      pointOf({
        run: 'X4',
        release: 'early',
        limits: { ...areas(areaBuffers), reserve: 0 },
        serviceCycles: copies * copyAt64(MESSAGE_BYTES),
        thinkCycles: THINK_CYCLES,
        calls,
      }),
  );
}
