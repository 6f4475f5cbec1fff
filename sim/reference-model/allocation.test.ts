// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import {
  type Allocation,
  beginAllocation,
  restartAllocation,
  runToSwap,
  stepAllocation,
} from './allocation.ts';
import { results } from './codes.ts';
import { type ControlArea, createControlArea, loadFlag, storeFlag, storePointer } from './control-area.ts';

/** An area of `flags.length` entries with these flags, and buffers at 100, 200, ... */
function areaWith(flags: readonly number[]): ControlArea {
  const area = createControlArea(flags.length);
  area.words[0] = flags.length;
  flags.forEach((flag, entry) => {
    storeFlag(area, entry, flag);
    storePointer(area, entry, 100 * (entry + 1));
  });
  return area;
}

/** Runs a process to its end and returns the steps it took. */
function run(process: Allocation, area: ControlArea): number[] {
  const steps: number[] = [];
  while (process.next !== 0) {
    stepAllocation(process, area);
    steps.push(process.last);
  }
  return steps;
}

describe('process 600', () => {
  test('takes the first free buffer: 613 clears its flag, 618 returns its pointer', () => {
    const area = areaWith([0, 1, 1]);
    const process = beginAllocation();
    const pass = [608, 612, 613, 614];
    expect(run(process, area)).toEqual([602, 604, ...pass, 616, ...pass, 618]);
    expect(process).toMatchObject({ result: results.OK, pointer: 200, index: 3 });
    expect([...area.words]).toEqual([3, 0, 100, 0, 200, 1, 300]);
  });

  test('returns at 610 when every flag was 0, and changes nothing', () => {
    const area = areaWith([0, 0]);
    const process = beginAllocation();
    expect(run(process, area).slice(-2)).toEqual([608, 610]);
    expect(process.result).toBe(results.NONE);
    expect([...area.words]).toEqual([2, 0, 100, 0, 200]);
  });

  test('returns at 610 at once when no entry has a buffer', () => {
    const area = createControlArea(4);
    const process = beginAllocation();
    expect(run(process, area)).toEqual([602, 604, 608, 610]);
    expect(process.result).toBe(results.NONE);
  });

  test.each([-1, 5])('returns an error at 606 when A[0] is %i, out of 0 to 4', (count) => {
    const area = areaWith([1, 1, 1, 1]);
    area.words[0] = count;
    const process = beginAllocation();
    expect(run(process, area)).toEqual([602, 604, 606]);
    expect(process.result).toBe(results.ERR_RANGE);
    expect(loadFlag(area, 0)).toBe(1);
  });

  test('0 and the number of entries are in range', () => {
    for (const count of [0, 4]) {
      const area = areaWith([1, 1, 1, 1]);
      area.words[0] = count;
      const process = beginAllocation();
      expect(run(process, area)).not.toContain(606);
    }
  });

  test('two processes that alternate step by step never get the same buffer', () => {
    const area = areaWith([1, 0, 1]);
    const both = [beginAllocation(), beginAllocation()];
    while (both.some(({ next }) => next !== 0)) {
      for (const process of both) if (process.next !== 0) stepAllocation(process, area);
    }
    expect(both.map(({ pointer }) => pointer)).toEqual([100, 300]);
  });

  test('does not see a buffer that becomes free behind it', () => {
    const area = areaWith([0, 0]);
    const process = beginAllocation();
    runToSwap(process, area);
    stepAllocation(process, area);
    runToSwap(process, area);
    storeFlag(area, 0, 1);
    expect(run(process, area).at(-1)).toBe(610);
  });

  test('a swap that may not take leaves the flag and goes on as if it were 0', () => {
    const area = areaWith([1, 1]);
    const process = beginAllocation();
    runToSwap(process, area);
    stepAllocation(process, area, false);
    expect(loadFlag(area, 0)).toBe(1);
    run(process, area);
    expect(process.pointer).toBe(200);
  });

  test('starts over', () => {
    const area = areaWith([1, 1]);
    const process = beginAllocation();
    run(process, area);
    restartAllocation(process);
    run(process, area);
    expect(process.pointer).toBe(200);
    expect(() => stepAllocation(process, area)).toThrow('Process 600 has returned');
  });
});
