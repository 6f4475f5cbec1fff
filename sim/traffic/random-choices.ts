// SPDX-License-Identifier: Apache-2.0
import type { Random } from '../tasks/index.ts';
import type { ReaderBehaviour } from './circuits/receiving-port.ts';

/** A length from 0 to `largest` bytes: often at an edge, often short, sometimes anything. */
export function drawLength(random: Random, largest: number): number {
  const edges = [0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 63, 64, 65, largest - 1, largest];
  switch (random.below(4)) {
    case 0:
      return Math.min(largest, edges[random.below(edges.length)]!);
    case 1:
      return random.below(largest + 1);
    default:
      return random.below(Math.min(largest, 64) + 1);
  }
}

/** How a reader behaves for a while: mostly ready, sometimes slow, sometimes very slow; it never stops for good. */
export function drawReader(random: Random): ReaderBehaviour {
  const stallProbability = [0, 0, 0.1, 0.3, 0.6, 0.9][random.below(6)]!;
  return stallProbability === 0 ? 'ready' : { stallProbability };
}
