// SPDX-License-Identifier: Apache-2.0
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { runSchedule } from './schedule.ts';

describe('a schedule', () => {
  it('runs every item once, in order, as many at a time as allowed', async () => {
    const begun: number[] = [];
    let running = 0;
    let most = 0;
    await runSchedule({
      items: Array.from({ length: 20 }, (_, index) => index),
      concurrency: 3,
      isOver: () => false,
      run: async (item) => {
        begun.push(item);
        running += 1;
        most = Math.max(most, running);
        await setImmediate();
        running -= 1;
      },
    });
    expect(begun).toEqual(Array.from({ length: 20 }, (_, index) => index));
    expect(most).toBe(3);
  });

  it('starts nothing when it is over, and waits for what is under way', async () => {
    let over = false;
    const ended: number[] = [];
    const endless = (function* () {
      for (let item = 0; ; item += 1) yield item;
    })();
    await runSchedule({
      items: endless,
      concurrency: 2,
      isOver: () => over,
      run: async (item) => {
        if (item === 5) over = true;
        await setImmediate();
        ended.push(item);
      },
    });
    expect(ended.toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('fails with the first error, after the others have ended', async () => {
    const ended: number[] = [];
    const running = runSchedule({
      items: [0, 1, 2, 3],
      concurrency: 2,
      isOver: () => false,
      run: async (item) => {
        if (item === 0) throw new Error('no');
        await setImmediate();
        ended.push(item);
      },
    });
    await expect(running).rejects.toThrow('no');
    expect(ended).toEqual([1]);
  });
});
