// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { results } from './codes.ts';
import { createControlArea, storeFlag, storePointer } from './control-area.ts';
import { beginDeallocation, runToStore, stepDeallocation } from './deallocation.ts';

function allocatedArea(entries: number) {
  const area = createControlArea(entries);
  area.words[0] = entries;
  for (let entry = 0; entry < entries; entry += 1) storePointer(area, entry, 100 * (entry + 1));
  return area;
}

function run(buffer: number, area: ReturnType<typeof allocatedArea>) {
  const process = beginDeallocation(buffer);
  const steps: number[] = [];
  while (process.next !== 0) {
    stepDeallocation(process, area);
    steps.push(process.last);
  }
  return { steps, result: process.result, process };
}

describe('process 700', () => {
  test('finds the buffer by its pointer and sets its flag', () => {
    const area = allocatedArea(3);
    const { steps, result } = run(200, area);
    expect(steps).toEqual([702, 704, 708, 712, 714, 708, 712, 718]);
    expect(result).toBe(results.OK);
    expect([...area.words]).toEqual([3, 0, 100, 1, 200, 0, 300]);
  });

  test('returns an error at 710 for a buffer that is not there', () => {
    const area = allocatedArea(2);
    const { steps, result } = run(150, area);
    expect(steps).toEqual([702, 704, 708, 712, 714, 708, 712, 714, 708, 710]);
    expect(result).toBe(results.ERR_NOT_FOUND);
    expect([...area.flags]).toEqual([0]);
  });

  test.each([-1, 3])('returns an error at 706 when A[0] is %i, out of 0 to 2', (count) => {
    const area = allocatedArea(2);
    area.words[0] = count;
    const { steps, result } = run(100, area);
    expect(steps).toEqual([702, 704, 706]);
    expect(result).toBe(results.ERR_RANGE);
  });

  test('does not look at the old flag: a second free is OK, as the figure has it', () => {
    const area = allocatedArea(1);
    storeFlag(area, 0, 1);
    expect(run(100, area).result).toBe(results.OK);
  });

  test('stops before the store', () => {
    const area = allocatedArea(2);
    const process = beginDeallocation(200);
    runToStore(process, area);
    expect(process).toMatchObject({ next: 718, index: 3 });
    expect([...area.flags]).toEqual([0]);
  });

  test('cannot go on after its return', () => {
    const area = allocatedArea(1);
    expect(() => stepDeallocation(run(100, area).process, area)).toThrow('Process 700 has returned');
  });
});
