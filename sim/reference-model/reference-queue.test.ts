// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { createReferenceQueue } from './reference-queue.ts';

test('a queue keeps its order around its end', () => {
  const queue = createReferenceQueue(3);
  const taken: number[] = [];
  for (let entry = 0; entry < 10; entry += 1) {
    queue.push(entry, 2 * entry, entry % 4, 0, false);
    if (queue.size === 3) taken.push(queue.pop().entry, queue.pop().entry);
  }
  while (queue.size > 0) taken.push(queue.pop().entry);
  expect(taken).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('what was taken stays readable while the queue fills up again', () => {
  const queue = createReferenceQueue(1);
  queue.push(5, 50, 1, 2, true);
  const taken = queue.pop();
  queue.push(6, 60, 2, 0, false);
  expect(taken).toEqual({ entry: 5, length: 50, tag: 1, kind: 2, held: true });
  expect(queue.head().entry).toBe(6);
});

test('a queue is neither overfilled nor taken from when empty', () => {
  const queue = createReferenceQueue(1);
  expect(() => queue.pop()).toThrow('the queue is empty');
  queue.push(0, 0, 0, 0, false);
  expect(() => queue.push(1, 0, 0, 0, false)).toThrow('queue of 1 references is full');
  queue.clear();
  expect(queue.size).toBe(0);
});
