// SPDX-License-Identifier: Apache-2.0
import { CHANNEL, DIRECT, GATEWAY, WIDTHS } from '../designs.ts';
import type { Point } from '../point.ts';
import { type Extent, pick, pointOf, RELEASES } from './base.ts';

/** Lengths at which the constants are fitted; all others must follow from them. */
export const FITTED_BYTES = [136, 1024] as const;
const OTHER_BYTES = [8, 64, 512, 1536, 5120] as const;
const SERVICES = [0, 1000] as const;

/** X1: one thread, so that nothing waits and every cycle can be foretold. */
export function uncontendedPoints(extent: Extent): readonly Point[] {
  const point = (given: Partial<Point> & Pick<Point, 'release' | 'design' | 'requestSizes'>) =>
    pointOf({ run: 'X1', threads: 1, serviceShape: 'deterministic', serviceCycles: 0, calls: 8, ...given });
  const lengths = [...FITTED_BYTES, ...pick<readonly number[]>(extent, OTHER_BYTES, [8, 1536])];
  const paths = RELEASES.flatMap((release) =>
    [GATEWAY, DIRECT, CHANNEL].flatMap((design) => [
      ...SERVICES.flatMap((serviceCycles) =>
        lengths.map((bytes) => point({ release, design, requestSizes: bytes, serviceCycles })),
      ),
      point({ release, design, requestSizes: 64, returnSizes: 2048 }),
      point({ release, design, requestSizes: 2048, returnSizes: 64 }),
    ]),
  );
  const widths = WIDTHS.flatMap((design) =>
    lengths.map((bytes) => point({ release: 'early', design, requestSizes: bytes })),
  );
  return [...paths, ...widths];
}
