// SPDX-License-Identifier: Apache-2.0
import { ABORT, CHANNEL, DIRECT, GATEWAY, MANY_THREADS, ON_DEMAND, SECOND_AREA } from '../designs.ts';
import type { Point } from '../point.ts';
import { areas, type Extent, pick, pointOf, RELEASES } from './base.ts';

/** X5: what requests do that find no buffer, with fewer buffers than threads. */
export function policyPoints(extent: Extent): readonly Point[] {
  const calls = pick(extent, 10_000, 2_000);
  const point = (given: Partial<Point>) => pointOf({ run: 'X5', release: 'early', calls, ...given });
  return [
    point({ limits: areas(3) }),
    point({ design: ABORT, limits: areas(3) }),
    point({ design: SECOND_AREA }),
    point({ limits: areas(8) }),
    point({ design: DIRECT, limits: areas(4) }),
    ...checkedPoints(),
  ];
}

/** Each setting once with every operation compared with the reference model. */
function checkedPoints(): readonly Point[] {
  const designs = [GATEWAY, DIRECT, CHANNEL, ABORT, SECOND_AREA, ON_DEMAND, MANY_THREADS];
  return RELEASES.flatMap((release) =>
    designs.map((design) =>
      pointOf({
        run: 'X5',
        release,
        design,
        checked: true,
        limits: areas(4),
        requestSizes: 136,
        serviceCycles: 500,
        threads: 16,
        calls: 150,
      }),
    ),
  );
}
