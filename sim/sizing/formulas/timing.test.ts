// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { type CallShape, callCycles, copyCycles, holdingCycles, type Path } from './index.ts';

const [tq, tr, s] = [7, 11, 3];
const c = tq + tr + s;
const idle = 5;
const service = 500;
/** The service and what takes no buffer. */
const S = service + idle;

function call(path: Path): CallShape {
  return {
    path,
    requestCopyCycles: tq,
    returnCopyCycles: tr,
    hopCycles: s,
    bufferlessCycles: idle,
    laneGapCycles: 2,
    serviceCycles: service,
    thinkCycles: 90,
  };
}

describe('the timing of a call', () => {
  it('copies whole words after a start', () => {
    const timing = {
      bytesPerCycle: 8,
      copyStartCycles: 4,
      hopCycles: 0,
      bufferlessCycles: 0,
      laneGapCycles: 0,
    };
    expect([0, 1, 8, 9, 5120].map((bytes) => copyCycles(bytes, timing))).toEqual([4, 5, 5, 6, 644]);
  });

  it.each([
    ['temporary', 4 * c + S, [2 * c, 2 * c], [4 * c + S, 4 * c + S - (2 * tq + s)], 2 * tq + 2 * tr],
    [
      'direct',
      3 * (tq + tr) + 4 * s + S,
      [2 * c, 2 * c],
      [3 * (tq + tr) + 4 * s + S, 3 * (tq + tr) + 4 * s + S - (tq + s)],
      0,
    ],
    ['two-party', 2 * c + S, [2 * c, 0], [2 * c + S, 0], 2 * tq],
  ] as const)('adds up, %s', (path, whole, early, hold, temporaries) => {
    const shape = call(path);
    expect(callCycles(shape)).toBe(whole);
    expect(holdingCycles(shape, 'early')).toEqual({ areas: early, temporaries });
    expect(holdingCycles(shape, 'hold')).toEqual({ areas: hold, temporaries });
  });
});
