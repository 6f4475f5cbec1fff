// SPDX-License-Identifier: Apache-2.0
import { WORKLOADS } from '../../../sim/sizing/index.ts';
import { BYPASSES } from '../designs.ts';
import type { Point } from '../point.ts';
import { type Extent, pick, pointOf, RELEASES } from './base.ts';

/** X6: messages as long as measured workloads have them; with early release and with hold, and with bypasses. */
export function messageSizePoints(extent: Extent): readonly Point[] {
  const variants = [
    ...RELEASES.map((release) => ({ release })),
    ...BYPASSES.map((design) => ({ release: 'early', design }) as const),
  ];
  return variants.flatMap((variant) =>
    WORKLOADS.map((sizes) =>
      pointOf({ run: 'X6', requestSizes: sizes, calls: pick(extent, 10_000, 2_000), ...variant }),
    ),
  );
}
