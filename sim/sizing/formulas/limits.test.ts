// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import {
  byteEfficiency,
  CIRCUIT_LANES,
  holdingCycles,
  laneLimit,
  leastBufferCycles,
  throughputBounds,
  UNLIMITED_LANES,
} from './index.ts';
import { symmetricCall } from './symmetric-call.test-support.ts';

function shared(client: number, kernel: number, server: number) {
  return { client, kernel, server, directions: 'shared' } as const;
}

describe('the limits', () => {
  it('of lanes are the copies of a call over the lanes that make them', () => {
    const shape = symmetricCall(100);
    expect(laneLimit(shape, shared(1, 1, 1))).toBe(0.25);
    expect(laneLimit(shape, shared(1, 2, 1))).toBe(0.5);
    expect(laneLimit(shape, shared(4, 8, 4))).toBe(2);
    expect(laneLimit(shape, CIRCUIT_LANES)).toBe(0.5);
    expect(laneLimit(symmetricCall(100, 'direct'), shared(9, 1, 9))).toBe(0.5);
    expect(laneLimit(symmetricCall(100, 'two-party'), CIRCUIT_LANES)).toBe(1);
    expect(laneLimit(shape, UNLIMITED_LANES)).toBe(Number.POSITIVE_INFINITY);
  });

  it('of memory give the throughput that was computed elsewhere for 256 threads', () => {
    for (const buffers of [1, 2, 4, 8]) {
      const pools = {
        threads: 256,
        areaBuffers: [buffers, buffers],
        temporaryBuffers: 1e9,
        lanes: UNLIMITED_LANES,
      } as const;
      expect(throughputBounds(symmetricCall(100), 'hold', pools).smallest).toBe(buffers / 108);
      expect(throughputBounds(symmetricCall(100), 'early', pools).smallest).toBe(buffers / 4);
    }
    const ample = {
      threads: 256,
      areaBuffers: [16, 16],
      temporaryBuffers: 99,
      lanes: UNLIMITED_LANES,
    } as const;
    const { smallest, threads } = throughputBounds(symmetricCall(100), 'early', ample);
    expect(smallest).toBe(threads);
    expect(smallest).toBeCloseTo(2.37, 2);
    const few = { ...ample, temporaryBuffers: 4 };
    expect(throughputBounds(symmetricCall(100), 'early', few).smallest).toBe(1);
  });

  it('of buffer-cycles are reached by one thread whose copies start at once', () => {
    expect(leastBufferCycles(1, 1, 1)).toBe(holdingCycles(symmetricCall(0), 'early').areas[0]);
    expect(leastBufferCycles(1024, 1025, 8)).toBe(2 * (128 + 129));
  });

  it.each([
    [5120, 50],
    [1536, 15],
    [503, 5],
  ])('of live bytes: %i bytes in a buffer of 5120 use %i %%', (bytes, percent) => {
    expect(Math.round(100 * byteEfficiency(bytes, 5120))).toBe(percent);
  });
});
