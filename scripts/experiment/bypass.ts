// SPDX-License-Identifier: Apache-2.0
import type { PointData } from './data.ts';

/** Bytes of the longest message that needs no buffer in the circuits of a point; 0 if all do. */
export function bypassOf({ point }: PointData): number {
  return Number(point.design.configuration.bypassBytes ?? 0);
}

/** H9: share of messages that took no buffer of the first area. */
export function withoutBuffer({ outcome }: PointData, source: 'measured' | 'simulated' = 'measured'): number {
  const { pools, calls } = outcome[source];
  return Math.max(0, 1 - pools[0].allocations / (2 * calls));
}
