// SPDX-License-Identifier: Apache-2.0
import type { ServiceShape } from '../../../sim/sizing/index.ts';
import type { Point } from '../point.ts';
import { copyAt64, type Extent, MESSAGE_BYTES, pick, pointOf, RELEASES } from './base.ts';

/** Threads, service in copies, calls: as many threads as leave lanes for them. */
const GRID = [
  [1, 0, 400],
  [1, 1, 400],
  [1, 4, 400],
  [1, 10, 400],
  [1, 32, 400],
  [1, 100, 400],
  [4, 4, 4_000],
  [4, 10, 8_000],
  [8, 32, 10_000],
  [32, 100, 20_000],
  [32, 320, 10_000],
  [32, 1000, 10_000],
] as const;
const QUICK_GRID = [
  [1, 0, 200],
  [1, 1, 200],
  [4, 10, 2_000],
  [8, 32, 2_000],
  [32, 100, 3_000],
  [32, 320, 2_000],
  [32, 1000, 1_500],
] as const;
const OTHER_SHAPES: readonly ServiceShape[] = ['deterministic', 'bimodal', 'log-normal'];
const OTHER_BYTES = [136, 1536, 5120] as const;

/** X2: nothing lacking; services of all lengths, distributions, and messages of other lengths. */
export function serviceTimePoints(extent: Extent): readonly Point[] {
  const { quick } = extent;
  const grid = RELEASES.flatMap((release) =>
    (quick ? QUICK_GRID : GRID).map(([threads, copies, calls]) =>
      pointOf({ run: 'X2', release, threads, calls, serviceCycles: copies * copyAt64(MESSAGE_BYTES) }),
    ),
  );
  const shapes = RELEASES.flatMap((release) =>
    OTHER_SHAPES.flatMap((serviceShape) =>
      pick<readonly number[]>(extent, [100, 320], [320]).map((copies) =>
        pointOf({
          run: 'X2',
          release,
          serviceShape,
          serviceCycles: copies * copyAt64(MESSAGE_BYTES),
          calls: quick ? 1_500 : 10_000,
        }),
      ),
    ),
  );
  const sizes = RELEASES.flatMap((release) =>
    pick<readonly number[]>(extent, OTHER_BYTES, [136]).map((bytes) =>
      pointOf({
        run: 'X2',
        release,
        requestSizes: bytes,
        serviceCycles: 100 * copyAt64(bytes),
        calls: quick ? 1_500 : 6_000,
      }),
    ),
  );
  return [...grid, ...shapes, ...sizes];
}
