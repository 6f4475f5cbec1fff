// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import {
  buffersForThreads,
  callShape,
  holdingCycles,
  holdingShares,
  meanBuffersOfPayload,
  saving,
} from './index.ts';
import { symmetricCall } from './symmetric-call.test-support.ts';

describe('what early release saves', () => {
  it.each([
    ['temporary', 2, 1.5, 1.75],
    ['direct', 1.5, 1.25, 1.375],
  ] as const)('is linear in the service time, %s', (path, first, second, both) => {
    for (const S of [0, 1, 4, 10, 32, 100, 320, 1000, 10_000]) {
      const { areas, together } = saving(symmetricCall(S, path));
      expect(areas[0]).toBeCloseTo(first + S / 4, 9);
      expect(areas[1]).toBeCloseTo(second + S / 4, 9);
      expect(together).toBeCloseTo(both + S / 4, 9);
    }
  });

  it('is linear in the service time between two parties', () => {
    for (const S of [0, 10, 1000]) {
      expect(saving(symmetricCall(S, 'two-party'))).toEqual({ areas: [1 + S / 4, 1], together: 1 + S / 4 });
    }
  });

  // Copies of 8 bytes in each cycle after 4 cycles, hops of 4 cycles.
  it.each([
    ['null service', 136, 136, 0, 92, 2.0, 1.75, 16.0, 128, 29, 165],
    ['key-value cache', 136, 503, 2_800, 184, 17.2, 17.1, 1.86, 14.9, 11, 36],
    ['search', 464, 464, 300_000, 256, 1174, 1174, 0.03, 0.22, 4, 6],
    ['desktop bus', 1024, 1024, 701_000, 536, 1310, 1310, 0.02, 0.2, 4, 6],
    ['full buffers, fast', 5120, 5120, 1_000, 2584, 2.39, 2.14, 13.4, 107, 27, 144],
    ['full buffers, 10 us', 5120, 5120, 10_000, 2584, 5.87, 5.62, 5.45, 43.6, 18, 74],
    ['full buffers, 100 us', 5120, 5120, 100_000, 2584, 40.7, 40.5, 0.79, 6.29, 8, 22],
    ['full buffers, 1 ms', 5120, 5120, 1_000_000, 2584, 389, 389, 0.08, 0.66, 5, 8],
    ['data centre, median', 1536, 1536, 10_700_000, 792, 13510, 13510, 0.002, 0.02, 3, 4],
  ])(
    'is what was computed elsewhere: %s',
    (_what, requestBytes, returnBytes, serviceCycles, early, R1, R12, of32, of256, ...buffers) => {
      const shape = callShape(
        'temporary',
        { bytesPerCycle: 8, copyStartCycles: 4, hopCycles: 4, bufferlessCycles: 0, laneGapCycles: 0 },
        { requestBytes, returnBytes, serviceCycles, thinkCycles: 0 },
      );
      const { areas, together } = saving(shape);
      const [share] = holdingShares(shape, 'early');
      expect(holdingCycles(shape, 'early').areas[0]).toBe(early);
      expect(areas[0] / R1).toBeCloseTo(1, 2);
      expect(together / R12).toBeCloseTo(1, 2);
      expect(Math.abs(32 * share - of32)).toBeLessThan(0.051);
      expect(Math.abs(256 * share - of256)).toBeLessThan(0.51);
      expect([32, 256].map((threads) => buffersForThreads(threads, share, 1e-6))).toEqual(buffers);
    },
  );

  it.each([
    [0.02, 8, 19],
    [0.086, 13, 46],
    [0.38, 26, 134],
  ])(
    'needs as many buffers as computed elsewhere where a call holds one for the share %d',
    (share, of32, of256) => {
      expect([32, 256].map((threads) => buffersForThreads(threads, share, 1e-6))).toEqual([of32, of256]);
    },
  );

  it('leaves what the payload needs, whatever the threads and the service', () => {
    for (const [threads, S] of [
      [32, 100],
      [256, 1000],
    ] as const) {
      const shape = symmetricCall(S);
      const [share] = holdingShares(shape, 'early');
      const payload = (2 * threads) / (8 + S);
      expect(threads * share).toBeCloseTo(meanBuffersOfPayload(payload, 1), 9);
    }
  });
});
