// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { createEventLog } from './event-log.ts';

test('the log keeps the last events, oldest first, in words', () => {
  const log = createEventLog(3);
  const [area, first] = [log.place('area'), log.place('area, first')];
  expect(log.place('area')).toBe(area);
  log.add('reset', 1, area);
  log.add('allocated', 20, first, 1, 3, 192);
  log.add('indicated', 22, first, 1, 3, 17, 2, 1);
  log.add('refused', 30, first, 0, 3, 5, 3);
  expect(log.lines()).toEqual([
    'cycle 20  area, first: circuits: allocated entry 3, buffer at byte 192: step 618',
    'cycle 22  area, first: circuits: indicated entry 3, 17 bytes, tag 2, CALL',
    'cycle 30  area, first: command: DEALLOCATE of entry 3 refused with ERR_OWNER',
  ]);
});

test('an empty log has no lines', () => {
  expect(createEventLog(4).lines()).toEqual([]);
});
