// SPDX-License-Identifier: Apache-2.0
import { WORKLOADS } from '../../../sim/sizing/index.ts';
import type { Point } from '../point.ts';
import { type Extent, pick, pointOf, RELEASES } from './base.ts';

/** X6: messages as long as measured workloads have them. */
export function messageSizePoints(extent: Extent): readonly Point[] {
  return RELEASES.flatMap((release) =>
    WORKLOADS.map((sizes) =>
      pointOf({ run: 'X6', release, requestSizes: sizes, calls: pick(extent, 10_000, 2_000) }),
    ),
  );
}
