// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import {
  buffersForLoad,
  buffersForThreads,
  engset,
  erlangB,
  holdingShares,
  saving,
  threadsForBuffers,
} from './index.ts';
import { symmetricCall } from './symmetric-call.test-support.ts';

function shareOf(serviceCopies: number): number {
  return holdingShares(symmetricCall(serviceCopies), 'early')[0];
}

describe('the buffers for a blocking probability', () => {
  // S/Tc, R1, R12; 32 threads: mean, buffers for 1e-3 and 1e-6; 256: mean, 1e-6; 1024: mean, 1e-6; threads on 32 buffers.
  it.each([
    [0, 2.0, 1.75, 16.0, 25, 29, 128, 165, 512, 584, 37],
    [1, 2.25, 2.0, 14.2, 23, 27, 114, 151, 455, 527, 39],
    [4, 3.0, 2.75, 10.7, 19, 24, 85, 121, 341, 410, 48],
    [10, 4.5, 4.25, 7.1, 15, 20, 57, 90, 228, 290, 65],
    [32, 10, 9.75, 3.2, 10, 14, 26, 51, 102, 149, 131],
    [100, 27, 26.75, 1.19, 6, 10, 9.5, 27, 38, 70, 337],
    [320, 82, 81.75, 0.39, 4, 7, 3.1, 15, 12.5, 33, 1005],
    [1000, 252, 251.75, 0.13, 3, 5, 1.0, 9, 4.1, 17, 3068],
    [10_000, 2502, 2501.75, 0.01, 2, 3, 0.1, 5, 0.41, 7, 30_375],
  ])('are those computed elsewhere at a service time of %i copies', (S, R1, R12, ...expected) => {
    const share = shareOf(S);
    const { areas, together } = saving(symmetricCall(S));
    expect([areas[0], together]).toEqual([R1, R12]);
    const [mean32, rough, fine, mean256, fine256, mean1024, fine1024, threads] = expected;
    for (const [count, mean] of [
      [32, mean32!],
      [256, mean256!],
      [1024, mean1024!],
    ] as const) {
      expect(Math.abs(count * share - mean)).toBeLessThan(0.5 * 10 ** -decimals(mean) + 0.021);
    }
    expect([
      buffersForThreads(32, share, 1e-3),
      buffersForThreads(32, share, 1e-6),
      buffersForThreads(256, share, 1e-6),
      buffersForThreads(1024, share, 1e-6),
      threadsForBuffers(32, share, 1e-6),
    ]).toEqual([rough, fine, fine256, fine1024, threads]);
  });

  it('are as many as threads when each holds one all the time', () => {
    for (const threads of [1, 32, 256]) expect(buffersForThreads(threads, 1, 1e-6)).toBe(threads);
    expect([engset(8, 1, 7), engset(8, 1, 8)]).toEqual([1, 0]);
    expect(threadsForBuffers(32, 1, 1e-6)).toBe(32);
  });

  it.each([
    [10, 96],
    [100, 28],
    [1000, 10],
    [10_000, 5],
  ])('are those computed elsewhere for calls at random, service time %i copies', (S, early) => {
    const load = (256 * 4) / (8 + S);
    expect(buffersForLoad(load, 1e-6)).toBe(early);
  });

  it('are 331 for calls at random that hold them, 256 at once', () => {
    expect(buffersForLoad(256, 1e-6)).toBe(331);
  });

  it.each([
    [3, 8.2e-2],
    [4, 2.1e-2],
    [5, 4.4e-3],
    [6, 7.4e-4],
    [7, 1.0e-4],
  ])('give the blocking computed elsewhere of 32 threads on %i buffers', (buffers, blocking) => {
    expect(engset(32, shareOf(100), buffers).toExponential(1)).toBe(blocking.toExponential(1));
  });

  it('are enough, and one fewer is not', () => {
    for (const [threads, share] of [
      [2, 0.9],
      [40, 0.3],
      [500, 0.01],
    ] as const) {
      const buffers = buffersForThreads(threads, share, 1e-4);
      expect(engset(threads, share, buffers)).toBeLessThanOrEqual(1e-4);
      expect(engset(threads, share, buffers - 1)).toBeGreaterThan(1e-4);
      expect(erlangB(3, buffersForLoad(3, 1e-4))).toBeLessThanOrEqual(1e-4);
      expect(erlangB(3, buffersForLoad(3, 1e-4) - 1)).toBeGreaterThan(1e-4);
    }
  });

  it('comes from formulas that agree with their definitions', () => {
    const power = (base: number, exponent: number) => base ** exponent;
    const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
    const choose = (n: number, k: number) => factorial(n) / factorial(k) / factorial(n - k);
    const terms = (count: number, term: (k: number) => number) =>
      Array.from({ length: count + 1 }, (_, k) => term(k)).reduce((sum, value) => sum + value, 0);
    expect(erlangB(2.5, 6)).toBeCloseTo(
      power(2.5, 6) / factorial(6) / terms(6, (k) => power(2.5, k) / factorial(k)),
      12,
    );
    const x = 0.3 / 0.7;
    expect(engset(11, 0.3, 4)).toBeCloseTo(
      (choose(10, 4) * power(x, 4)) / terms(4, (k) => choose(10, k) * power(x, k)),
      12,
    );
  });

  it('approaches calls at random when there are very many threads', () => {
    expect(engset(1e6, 3e-6, 9) / erlangB(3, 9)).toBeCloseTo(1, 3);
  });

  it('refuses what is no probability', () => {
    expect(() => buffersForThreads(32, 0.5, 0)).toThrow('The blocking probability is 0, but must be from');
    expect(() => engset(32, 1.5, 4)).toThrow('The share of time is 1.5, but must be from 0 to 1.');
    expect(() => erlangB(-1, 4)).toThrow('The load is -1');
    expect(() => threadsForBuffers(4, 0, 1e-6)).toThrow(
      'The share of time is 0, but must be from 1e-9 to 1.',
    );
    expect(() => threadsForBuffers(4, 0.1, 1)).toThrow('puts no limit on threads');
  });
});

function decimals(value: number): number {
  return (String(value).split('.')[1] ?? '').length;
}
