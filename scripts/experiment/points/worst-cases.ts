// SPDX-License-Identifier: Apache-2.0
import type { Point } from '../point.ts';
import { copyAt64, type Extent, MESSAGE_BYTES, pick, pointOf, RELEASES } from './base.ts';

/** X7: where the idea gains little. */
export function worstCasePoints(extent: Extent): readonly Point[] {
  const calls = pick(extent, 10_000, 2_000);
  const point = (given: Partial<Point> & Pick<Point, 'release'>) => pointOf({ run: 'X7', calls, ...given });
  return RELEASES.flatMap((release) => [
    point({ release, threads: 1, serviceCycles: 0, calls: 200 }),
    point({ release, serviceCycles: 0 }),
    point({ release, serviceCycles: 10 * copyAt64(MESSAGE_BYTES) }),
    point({ release, requestSizes: 5120, serviceCycles: 1_000, calls: pick(extent, 4_000, 800) }),
    point({ release, requestSizes: 5120, serviceCycles: 1_000, threads: 1, calls: 200 }),
    point({ release, serviceShape: 'deterministic', start: 'together' }),
    point({ release, serviceShape: 'deterministic' }),
  ]);
}
