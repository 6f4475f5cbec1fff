// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { type CopyPace, createCopyPace } from './copy-pace.ts';

interface Cycle {
  readonly take?: number;
  readonly writeReady?: boolean;
  readonly holdsLast?: boolean;
}

/** What a copy does in each cycle: r reads, w writes, d is done, t could take another message. */
function trace(cycles: readonly Cycle[], copy: CopyPace = createCopyPace()): string[] {
  return cycles.map(({ take, writeReady = true, holdsLast = false }) => {
    const canTake = copy.canTake(writeReady);
    if (take !== undefined) copy.take(take);
    const reads = copy.wantsRead(writeReady, holdsLast);
    const text = [
      reads ? 'r' : '',
      copy.writes() ? 'w' : '',
      copy.completes(writeReady) ? 'd' : '',
      canTake ? 't' : '',
    ].join('');
    copy.step(writeReady, holdsLast, reads);
    return text;
  });
}

const nothing: Cycle = {};

test('a word is written one cycle after it was read, and the next message follows without a gap', () => {
  expect(trace([{ take: 2 }, nothing, { take: 1 }, nothing, nothing])).toEqual([
    'rt',
    'rw',
    'rwdt',
    'wdt',
    't',
  ]);
});

test('a message without words is done one cycle after it was taken', () => {
  expect(trace([{ take: 0 }, nothing, nothing])).toEqual(['t', 'dt', 't']);
});

test('a write that waits stops everything', () => {
  const stalled: Cycle = { writeReady: false };
  expect(trace([{ take: 2 }, stalled, stalled, nothing, nothing])).toEqual(['rt', 'w', 'w', 'rw', 'wdt']);
});

test('the last word is held back, the others are not', () => {
  const held: Cycle = { holdsLast: true };
  expect(trace([{ take: 2, holdsLast: true }, held, held, nothing, nothing])).toEqual([
    'rt',
    'w',
    '',
    'r',
    'wdt',
  ]);
});

test('a read that is not served is tried again', () => {
  const copy = createCopyPace();
  copy.take(1);
  expect(copy.step(true, false, false)).toBe(false);
  expect(copy.wantsRead(true, false)).toBe(true);
  expect(copy.step(true, false, true)).toBe(true);
  expect(copy.completes(true)).toBe(true);
});
