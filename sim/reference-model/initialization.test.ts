// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { createControlArea } from './control-area.ts';
import { beginInitialization, runToEntry, stepInitialization } from './initialization.ts';

const allocateBuffer = (entry: number) => 5120 * entry;

test('process 800 fills every entry and returns at 806', () => {
  const area = createControlArea(2);
  const process = beginInitialization();
  const steps: number[] = [];
  while (process.next !== 0) {
    stepInitialization(process, area, allocateBuffer);
    steps.push(process.last);
  }
  expect(steps).toEqual([802, 804, 808, 810, 804, 808, 810, 804, 806]);
  expect([...area.words]).toEqual([2, 1, 0, 1, 5120]);
  expect([...area.flags]).toEqual([3]);
  expect(() => stepInitialization(process, area, allocateBuffer)).toThrow('Process 800 has returned');
});

test('process 800 can be driven entry by entry', () => {
  const area = createControlArea(3);
  const process = beginInitialization();
  runToEntry(process, area, allocateBuffer);
  expect(process).toMatchObject({ next: 808, index: 1 });
  expect([...area.words]).toEqual([3, 0, 0, 0, 0, 0, 0]);
  stepInitialization(process, area, allocateBuffer);
  runToEntry(process, area, allocateBuffer);
  expect(process.index).toBe(3);
});

test('with no entries the area is complete at once', () => {
  const area = createControlArea(0);
  const process = beginInitialization();
  runToEntry(process, area, allocateBuffer);
  expect(process).toMatchObject({ next: 0, last: 806 });
});
