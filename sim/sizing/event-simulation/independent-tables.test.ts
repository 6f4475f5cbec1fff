// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { COPY, holding, LATE, measure, sharedLanes, symmetricCalls } from './run.test-support.ts';

// Every figure was computed by another program with other random numbers. `close` states how far sampling may take them apart.
function close(actual: number, expected: number, part: number): void {
  expect(
    Math.abs(actual / expected - 1),
    `${actual.toPrecision(4)} is not within ${100 * part} % of ${expected}; seed 1995`,
  ).toBeLessThan(part);
}

describe('blocking of 32 threads that wait, service of 100 copies', () => {
  it.each([
    [3, 1.2e-1, 0.15],
    [4, 2.8e-2, 0.2],
    [5, 5.4e-3, 0.3],
  ])('with %i buffers', (buffers, blocked, part) => {
    const { areas } = measure({ areaBuffers: [buffers, buffers] }, symmetricCalls(32, 100), 10_000);
    const [{ requests, returns }] = areas;
    close((requests.blocked + returns.blocked) / (requests.taken + returns.taken), blocked, part);
  });
});

describe('throughput at fixed memory, 256 threads, service of 100 copies', () => {
  const calls = symmetricCalls(256, 100);

  it.each([1, 2, 4, 8])('is bounded by %i buffers where nothing else lacks', (buffers) => {
    const pools = { areaBuffers: [buffers, buffers] } as const;
    close(measure({ ...pools, release: 'hold' }, calls, 1500).callsPerCycle * COPY, buffers / 108, 0.06);
    close(measure(pools, calls, 3000).callsPerCycle * COPY, buffers / 4, 0.02);
  });

  it('moves the waiting into temporary buffers when they are not bounded', () => {
    const { temporaries } = measure({ areaBuffers: [1, 1], classes: 'first-come' }, calls, 3000);
    close(temporaries.mean, 115, 0.1);
  });

  // Buffers in each pool; hold; early, first come; early, late allocation and drain first; tolerance; calls.
  it.each([
    [2, 0.0185, 0.284, 0.284, 0.02, 2000],
    [4, 0.037, 0.518, 0.518, 0.04, 3000],
    [8, 0.074, 1.126, 1.381, 0.07, 12_000],
    [16, 0.148, 1.973, 1.996, 0.03, 3000],
    [32, 0.296, 1.999, 1.995, 0.03, 3000],
  ])('with %i buffers in each pool', (buffers, hold, first, late, part, count) => {
    const pools = { areaBuffers: [buffers, buffers], temporaryBuffers: buffers } as const;
    const design = { ...pools, ...sharedLanes(4, 8, 4) };
    const early = { ...design, reserveForReturn: 1 };
    close(measure({ ...design, release: 'hold' }, calls, 1000).callsPerCycle * COPY, hold, 0.06);
    close(measure(early, calls, count).callsPerCycle * COPY, first, part);
    close(measure({ ...early, ...LATE }, calls, count).callsPerCycle * COPY, late, part);
  });
});

describe('the fewest buffers for 99 % of the throughput', () => {
  // Threads, service in copies, early: each area and temporaries, hold the same.
  it.each([
    [32, 0, [20, 20], [32, 16]],
    [32, 10, [12, 12], [32, 12]],
    [32, 100, [3, 5], [32, 2]],
    [256, 1000, [2, 4], [256, 2]],
  ] as const)('are enough: %i threads, service of %i copies', (threads, service, early, hold) => {
    const calls = symmetricCalls(threads, service);
    const throughput = (
      release: 'early' | 'hold',
      [areas, temporaryBuffers]: readonly [number, number],
      reserveForReturn: number,
    ) =>
      measure({ release, areaBuffers: [areas, areas], temporaryBuffers, reserveForReturn }, calls, 3000)
        .callsPerCycle;
    const most = measure({}, calls, 3000).callsPerCycle;
    expect(throughput('early', early, 1) / most).toBeGreaterThan(0.975);
    expect(throughput('hold', hold, 0) / most).toBeGreaterThan(0.975);
    const fewer = [Math.floor(hold[0] * 0.9), hold[1]] as const;
    expect(throughput('hold', fewer, 0) / most).toBeLessThan(0.95);
  });
});

describe('copies that wait for lanes, 32 threads, service of 100 copies', () => {
  // Lanes of client, kernel and server; throughput, buffer-time of a call in the first area, and the same of hold.
  it.each([
    ['1/1/1', sharedLanes(1, 1, 1), {}, 0.242, 16.2, 132],
    ['1/1/1 late, drain first', sharedLanes(1, 1, 1), LATE, 0.241, 5.2, 132],
    ['1/2/1', sharedLanes(1, 2, 1), {}, 0.29, 5.2, 110],
    ['1/2/1 late, drain first', sharedLanes(1, 2, 1), LATE, 0.29, 4.4, 110],
    ['2/4/2', sharedLanes(2, 4, 2), {}, 0.296, 4.1, 108],
  ])('hold buffers longer: %s', (_lanes, lanes, rules, throughput, early, hold) => {
    const calls = symmetricCalls(32, 100);
    const design = { ...lanes, ...rules };
    const measured = measure(design, calls, 4000);
    close(measured.callsPerCycle * COPY, throughput, 0.03);
    close(holding(measured)[0], early, 0.07);
    close(holding(measure({ ...design, release: 'hold' }, calls, 4000))[0], hold, 0.04);
  });
});

describe('the reference points with lanes 1/2/1', () => {
  // Threads, service; throughput; hold in both areas; early, first come; early, late; both ratios.
  it.each([
    [1, 0, 0.125, 8, 6, 4, 4, 4, 4, 1.75, 1.75],
    [1, 10, 0.0556, 18, 16, 4, 4, 4, 4, 4.25, 4.25],
    [1, 100, 0.00926, 108, 106, 4, 4, 4, 4, 26.75, 26.75],
    [4, 10, 0.213, 18.8, 16.5, 4.43, 4.37, 4.13, 4.14, 4.0, 4.3],
    [8, 32, 0.195, 40.9, 38.6, 4.51, 4.43, 4.15, 4.15, 8.9, 9.6],
    [32, 100, 0.29, 110.3, 107.5, 5.2, 5.11, 4.37, 4.37, 21.1, 24.9],
    [32, 320, 0.0975, 328, 326, 4.26, 4.19, 4.07, 4.07, 77, 80],
    [32, 1000, 0.0318, 1008, 1006, 4.08, 4.05, 4.02, 4.02, 248, 251],
  ])('with %i threads and a service of %i copies', (threads, service, throughput, ...figures) => {
    const [hold1, hold2, first1, first2, late1, late2, firstRatio, lateRatio] = figures as Eight;
    // What is expected of a thread alone is exact; services that vary would hide it.
    const alone = threads === 1;
    const calls = symmetricCalls(threads, service, { serviceShape: alone ? 'deterministic' : 'exponential' });
    const lanes = sharedLanes(1, 2, 1);
    const count = alone ? 50 : 3000;
    const hold = holding(measure({ ...lanes, release: 'hold' }, calls, count));
    const measured = measure(lanes, calls, count);
    const first = holding(measured);
    const late = holding(measure({ ...lanes, ...LATE }, calls, count));
    close(measured.callsPerCycle * COPY, throughput, 0.03);
    const pairs = [
      [hold[0], hold1],
      [hold[1], hold2],
      [first[0], first1],
      [first[1], first2],
      [late[0], late1],
      [late[1], late2],
      [(hold[0] + hold[1]) / (first[0] + first[1]), firstRatio],
      [(hold[0] + hold[1]) / (late[0] + late[1]), lateRatio],
    ] as const;
    for (const [actual, expected] of pairs) close(actual, expected, 0.04);
  });
});

describe('memory on demand, 32 threads', () => {
  it.each([
    [0, 22, 5],
    [10, 19, 4],
    [100, 9, 2],
    [1000, 5, 1],
  ])('grows with a service of %i copies', (service, entries, apart) => {
    const calls = symmetricCalls(32, service);
    const grown = measure({}, calls, 10_000).areas[0].grownTo;
    expect(Math.abs(grown - entries), `${grown} entries; seed 1995`).toBeLessThanOrEqual(apart);
    expect(measure({ release: 'hold' }, calls, 500).areas[0].grownTo).toBe(32);
  });
});

describe('with unlimited lanes', () => {
  it('threads that start together stay in step and need a buffer each', () => {
    const calls = symmetricCalls(32, 100, { serviceShape: 'deterministic' });
    expect(measure({}, { ...calls, startWithinCycles: 0 }, 2000).areas[0].peak).toBe(32);
    expect(measure({}, calls, 2000).areas[0].peak).toBeLessThan(12);
  });
});

type Eight = readonly [number, number, number, number, number, number, number, number];
