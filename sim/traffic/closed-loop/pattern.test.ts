// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { patternEnd, patternPart, patternSeed } from './pattern.ts';
import { createThreadQueue } from './thread-queue.ts';

describe('the pattern of a message', () => {
  it('is another one for each thread, call and leg', () => {
    const firsts = new Set<number>();
    for (let thread = 0; thread < 16; thread += 1) {
      for (let call = 0; call < 64; call += 1) {
        for (const leg of ['request', 'return'] as const) {
          firsts.add(patternPart(patternSeed(thread, call, leg), 0));
        }
      }
    }
    expect(firsts.size).toBe(16 * 64 * 2);
  });

  it('is zero beyond its end', () => {
    const seed = patternSeed(3, 1, 'request');
    const whole = patternPart(seed, 7);
    expect(patternEnd(seed, 7, 9)).toBe(whole);
    expect(patternEnd(seed, 7, 4)).toBe(whole);
    expect(patternEnd(seed, 7, 3)).toBe(whole & 0xffffff);
    expect(patternEnd(seed, 7, 1)).toBe(whole & 0xff);
    expect([patternEnd(seed, 7, 0), patternEnd(seed, 7, -4)]).toEqual([0, 0]);
  });
});

describe('a queue of threads', () => {
  it('gives them back in their order, however often it is filled', () => {
    const queue = createThreadQueue(3);
    for (let round = 0; round < 5; round += 1) {
      for (const thread of [2, 0, 1]) queue.push(thread);
      expect(queue.length).toBe(3);
      expect([queue.shift(), queue.shift()]).toEqual([2, 0]);
      queue.push(0);
      expect([queue.shift(), queue.shift(), queue.length]).toEqual([1, 0, 0]);
    }
  });
});
