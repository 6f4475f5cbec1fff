// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../tasks/random.ts';
import type { Path, Release } from '../formulas/index.ts';
import { drawStimulus } from '../workload/index.ts';
import { CIRCUIT_RULES, type SimulatedDesign } from './index.ts';
import { AMPLE, symmetricCalls } from './run.test-support.ts';
import { simulateCalls } from './simulate.ts';

const CONFIGURATIONS = 150;
const CALLS = 150;

/** Draws configurations of 4 to 64 threads, pools of 2 to 8 and 1 to 64 server threads, and counts those that stop. */
function deadlocks(path: Path, release: Release, rules: Partial<SimulatedDesign>, equal = false): number {
  const random = createRandom(150);
  let stopped = 0;
  for (let drawn = 0; drawn < CONFIGURATIONS; drawn += 1) {
    const [threads, first, second, temporaryBuffers] = [
      random.between(4, 64),
      random.between(2, 8),
      random.between(2, 8),
      random.between(2, 8),
    ];
    const serverThreads = random.between(1, 64);
    const calls = symmetricCalls(threads, [0, 1, 4, 10, 32][random.below(5)]!, { seed: random.next32() });
    const { deadlock, calls: ended } = simulateCalls(
      {
        ...AMPLE,
        path,
        release,
        areaBuffers: equal ? [first, first] : [first, second],
        temporaryBuffers,
        serverThreads: equal ? first : serverThreads,
        ...rules,
      },
      drawStimulus(calls),
      { calls: CALLS, warmUpCalls: 0 },
    );
    if (deadlock === undefined) expect(ended).toBe(CALLS);
    else {
      stopped += 1;
      expect(deadlock.waiting.reduce((sum, waiting) => sum + waiting.threads, 0)).toBe(threads);
    }
  }
  return stopped;
}

describe(`of ${CONFIGURATIONS} random configurations with more threads than buffers`, () => {
  // How many of 150 another program counted, which drew its own; three deviations of the sampling apart at most.
  it.each([
    ['temporary', 102],
    ['direct', 92],
  ] as const)('many stop without a buffer reserved for returns, none with it: %s', (path, elsewhere) => {
    const stopped = deadlocks(path, 'early', { reserveForReturn: 0 });
    expect(Math.abs(stopped - elsewhere)).toBeLessThan(18);
    expect(deadlocks(path, 'early', { reserveForReturn: 1 })).toBe(0);
    expect(deadlocks(path, 'early', { ...CIRCUIT_RULES, reserveForReturn: 1 })).toBe(0);
  });

  it('some stop that hold, unless areas and server threads are as many', () => {
    expect(deadlocks('temporary', 'hold', {}, true)).toBe(0);
    expect(Math.abs(deadlocks('temporary', 'hold', {}) - 23)).toBeLessThan(14);
  });
});
