// SPDX-License-Identifier: Apache-2.0
import type { ExperimentData, PointData } from './data.ts';

/** The same calls with early release and with hold. */
export interface Pair {
  readonly early: PointData;
  readonly hold: PointData;
}

/** Pairs of some points, in the order of the early ones; points without a counterpart are left out. */
export function pairsOf(points: readonly PointData[]): readonly Pair[] {
  const holds = new Map(
    points.filter(({ point }) => point.release === 'hold').map((one) => [callsOf(one), one]),
  );
  return points.flatMap((early) => {
    const hold = early.point.release === 'early' ? holds.get(callsOf(early)) : undefined;
    return hold === undefined ? [] : [{ early, hold }];
  });
}

/** What two points have in common that differ in their release alone, and in how many calls are enough to see it. */
function callsOf({ point }: PointData): string {
  const { release: _release, calls: _calls, limits, ...rest } = point;
  return JSON.stringify([rest, limits.areaBuffers, limits.temporaryBuffers]);
}

/** How many times the buffer-cycles of early release hold takes. */
export interface SavedShare {
  /** First area alone. */
  readonly first: number;
  /** Both areas. */
  readonly areas: number;
  /** Temporaries as well. */
  readonly pools: number;
}

/** R1, R12, and the ratio of all memory, by what the circuits or the event simulation counted. */
export function savedBy({ early, hold }: Pair, source: 'measured' | 'simulated'): SavedShare {
  const sums = [early, hold].map(({ outcome }) => {
    const [first, second, temporaries] = outcome[source].pools.map(
      ({ bufferCyclesPerCall }) => bufferCyclesPerCall,
    );
    return [first!, first! + second!, first! + second! + temporaries!] as const;
  });
  const ratio = (place: 0 | 1 | 2) => sums[1]![place] / sums[0]![place];
  return { first: ratio(0), areas: ratio(1), pools: ratio(2) };
}

/** Points of a part of the experiment that fit. */
export function pointsOf(
  { points }: ExperimentData,
  run: string,
  fits: (point: PointData['point']) => boolean = () => true,
): readonly PointData[] {
  return points.filter(({ point }) => point.run === run && !point.checked && fits(point));
}
