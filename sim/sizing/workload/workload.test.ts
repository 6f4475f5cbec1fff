// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../tasks/random.ts';
import { symmetricCalls } from '../event-simulation/run.test-support.ts';
import {
  drawSizes,
  drawStimulus,
  drawTimes,
  listedStimulus,
  meanSize,
  SERVICE_SHAPES,
  shareUpTo,
  WORKLOADS,
} from './index.ts';

function draw(source: () => number, count: number): number[] {
  return Array.from({ length: count }, source);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('message sizes', () => {
  // Published: share up to 128 bytes and up to 5120, mean of the messages up to 5120 bytes, median of all messages.
  it.each([
    ['W1', 0.673, 0.9991, 182, 27],
    ['W2', 0.342, 0.9966, 314, 269],
    ['W3', 0.352, 0.9463, 429, 268],
  ] as const)(
    'of %s have the shares and the mean of the measured distribution',
    (name, small, all, size, middle) => {
      expect(shareUpTo(name, 128)).toBeCloseTo(small, 3);
      expect(shareUpTo(name, 5120)).toBeCloseTo(all, 4);
      expect(Math.abs(meanSize(name) / size - 1)).toBeLessThan(0.015);
      const sizes = draw(drawSizes(name, createRandom(3)), 20_000);
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(1);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(5120);
      expect(Math.abs(mean(sizes) / meanSize(name) - 1)).toBeLessThan(0.03);
      const short = sizes.filter((bytes) => bytes <= 128).length / sizes.length;
      expect(Math.abs(short - small / all)).toBeLessThan(0.012);
      const median = sizes.sort((one, other) => one - other)[Math.floor((0.5 / all) * sizes.length)]!;
      expect(Math.abs(median / middle - 1)).toBeLessThan(0.1);
    },
  );

  it('may be fixed', () => {
    expect(draw(drawSizes(512, createRandom(1)), 3)).toEqual([512, 512, 512]);
    expect(meanSize(512)).toBe(512);
    expect(() => drawSizes(-1, createRandom(1))).toThrow('The length of a message is -1');
    expect(WORKLOADS).toEqual(['W1', 'W2', 'W3']);
  });
});

describe('service times', () => {
  // Coefficient of variation of each shape.
  it.each([
    ['deterministic', 0],
    ['exponential', 1],
    ['bimodal', 4.63],
    ['log-normal', 1.31],
  ] as const)('have the mean that was asked for and the spread of their shape: %s', (shape, variation) => {
    const times = draw(drawTimes(shape, 5000, createRandom(9)), 40_000);
    const average = mean(times);
    const deviation = Math.sqrt(mean(times.map((time) => (time - average) ** 2)));
    expect(Math.abs(average / 5000 - 1)).toBeLessThan(0.05);
    expect(Math.abs(deviation / average - variation)).toBeLessThan(0.05 * variation + 1e-9);
    expect(times.every((time) => Number.isInteger(time) && time >= 0)).toBe(true);
  });

  it('may be none', () => {
    for (const shape of SERVICE_SHAPES) expect(drawTimes(shape, 0, createRandom(1))()).toBe(0);
    expect(() => drawTimes('exponential', -1, createRandom(1))).toThrow('The mean time is -1');
  });
});

describe('the calls of a stimulus', () => {
  const distributions = symmetricCalls(3, 10, { requestSizes: 'W2', returnSizes: 'W3' });

  it('are the same each time they are asked for, and differ between threads', () => {
    const stimulus = drawStimulus(distributions);
    const firstCalls = (thread: number) => {
      const calls = stimulus.calls(thread);
      return Array.from({ length: 20 }, () => calls.next().value);
    };
    expect(firstCalls(0)).toEqual(firstCalls(0));
    expect(firstCalls(1)).not.toEqual(firstCalls(0));
    expect(drawStimulus(distributions)).toMatchObject({ startCycles: stimulus.startCycles });
  });

  it('keep their sizes when only the services change', () => {
    const sizes = (serviceShape: 'exponential' | 'deterministic') => {
      const calls = drawStimulus({ ...distributions, serviceShape }).calls(1);
      return Array.from({ length: 20 }, () => calls.next().value!.returnBytes);
    };
    expect(sizes('deterministic')).toEqual(sizes('exponential'));
  });

  it('start at random unless they are to start at once', () => {
    const { startCycles } = drawStimulus(distributions);
    expect(new Set(startCycles).size).toBe(3);
    expect(Math.max(...startCycles)).toBeLessThan(distributions.startWithinCycles);
    expect(drawStimulus({ ...distributions, startWithinCycles: 0 }).startCycles).toEqual([0, 0, 0]);
  });

  it('need a start for each thread', () => {
    expect(() => listedStimulus([0, 1], [[]])).toThrow('There are 2 starts, but calls of 1 threads');
    expect(() => listedStimulus([], [])).toThrow('There are 0 threads');
  });
});
