// SPDX-License-Identifier: Apache-2.0
import { MANY_THREADS } from '../designs.ts';
import type { Point } from '../point.ts';
import { areas, BUFFERS, type Extent, pick, pointOf, RELEASES } from './base.ts';

/** Buffers of each area in the sweeps. */
export const AREA_BUFFERS = [2, 4, 8, 16, 32] as const;

/** X3: throughput with few buffers, of 32 and 256 threads; and the fewest that give all of it. */
export function fewBuffersPoints(extent: Extent): readonly Point[] {
  return [...sweep(extent), ...boundedTemporaries(extent), ...fewestPoints(extent)];
}

function sweep(extent: Extent): readonly Point[] {
  return RELEASES.flatMap((release) =>
    AREA_BUFFERS.flatMap((areaBuffers) => {
      const given = {
        run: 'X3',
        release,
        limits: areas(areaBuffers),
        calls: callsOf(extent, release, areaBuffers),
      };
      return [pointOf(given), pointOf({ ...given, design: MANY_THREADS, threads: 256 })];
    }),
  );
}

/** The temporaries bounded as the areas are, so that what waits cannot hide there. */
function boundedTemporaries(extent: Extent): readonly Point[] {
  return RELEASES.flatMap((release) =>
    [2, 4].map((buffers) =>
      pointOf({
        run: 'X3',
        release,
        limits: { ...areas(buffers), temporaryBuffers: buffers },
        calls: callsOf(extent, release, buffers),
      }),
    ),
  );
}

/** Hold serves slowly with few buffers: fewer calls tell as much there. */
function callsOf(extent: Extent, release: Point['release'], areaBuffers: number): number {
  const all = pick(extent, 20_000, 3_000);
  return release === 'early' ? all : Math.min(all, Math.ceil(pick(extent, 1_000, 150) * areaBuffers));
}

/** Candidates for the fewest buffers that give 99 % of the throughput: first area, second area, temporaries. */
type Pools = readonly [number, number, number];

/** With early release: all of 9 to 12 in all that have 3 or more of each. */
const EARLY_POOLS: readonly Pools[] = [3, 4, 5, 6].flatMap((first) =>
  [3, 4, 5, 6].flatMap((second) =>
    [3, 4, 5, 6]
      .filter((temporaries) => first + second + temporaries <= 12)
      .map((temporaries) => [first, second, temporaries] as const),
  ),
);
const QUICK_EARLY_POOLS: readonly Pools[] = [
  [3, 3, 3],
  [4, 3, 4],
  [3, 4, 4],
  [4, 4, 3],
  [4, 4, 4],
];
const HOLD_POOLS: readonly Pools[] = [
  [BUFFERS, BUFFERS, 1],
  [BUFFERS, BUFFERS, 2],
  [BUFFERS, BUFFERS - 1, 2],
  [BUFFERS - 1, BUFFERS - 1, 2],
];

function fewestPoints(extent: Extent): readonly Point[] {
  const calls = pick(extent, 20_000, 3_000);
  const point = (release: Point['release'], [first, second, temporaryBuffers]: Pools) =>
    pointOf({ run: 'X3', release, limits: { areaBuffers: [first, second], temporaryBuffers }, calls });
  return [
    ...pick(extent, EARLY_POOLS, QUICK_EARLY_POOLS).map((pools) => point('early', pools)),
    ...pick(extent, HOLD_POOLS, HOLD_POOLS.slice(1, 3)).map((pools) => point('hold', pools)),
  ];
}
