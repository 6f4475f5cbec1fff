// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { createQueueHead } from './queue-head.ts';

/** Says in which cycles an entry is at the head: `+` pushes, `-` takes, `*` does both, `.` nothing. */
function waiting(actions: string): string {
  const head = createQueueHead();
  return [...actions]
    .map((action) => {
      const waits = head.waiting() ? '1' : '0';
      head.step('+*'.includes(action), '-*'.includes(action));
      return waits;
    })
    .join('');
}

test.each([
  ['pushed into an empty queue', '+...-.', '011110'],
  ['taken while another is pushed', '+*-.', '0110'],
  ['behind another that stays', '++..-.-.', '01111110'],
  ['behind another that is taken at once', '++-...', '011011'],
])('an entry %s', (_, actions, expected) => {
  expect(waiting(actions)).toBe(expected);
});

test('nothing is left after a restart', () => {
  const head = createQueueHead();
  for (let cycle = 0; cycle < 3; cycle += 1) head.step(true, false);
  head.restart();
  expect(head.waiting()).toBe(false);
  head.step(false, false);
  expect(head.waiting()).toBe(false);
});
