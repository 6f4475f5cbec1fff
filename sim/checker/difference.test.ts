// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { type Difference, DifferenceError } from './difference.ts';
import { rules } from './rules.ts';

const difference: Difference = {
  rule: 'copy',
  ruleText: rules.copy,
  cycle: 812,
  where: 'second, copy',
  step: '402 of Fig. 4',
  expected: 'word 3: 04 03 02 01',
  actual: '04 03 02 00',
  states: [
    { name: 'area: A[0]', design: '4', model: '4' },
    { name: 'area: flags', design: '0111', model: '1111' },
  ],
  events: ['cycle 800  area, second: circuits: took entry 0'],
  signals: ['data'],
  waveform: 'cycle  811  812\ndata   0    |1\n',
};

test('the message of a difference is the whole report', () => {
  expect(new DifferenceError(difference).message).toBe(
    [
      'difference in cycle 812, second, copy: copy',
      '  rule      a copy has every word of its message, in order, and no more',
      '  step      402 of Fig. 4',
      '  expected  word 3: 04 03 02 01',
      '  actual    04 03 02 00',
      '',
      '  state before the rising edge  design  model',
      '  area: A[0]                    4       4',
      '  area: flags                   0111    1111   <-- differs',
      '',
      'last 1 events',
      '  cycle 800  area, second: circuits: took entry 0',
      '',
      'signals',
      '  cycle  811  812',
      '  data   0    |1',
    ].join('\n'),
  );
});

test('the caller adds the command that repeats the run', () => {
  const error = new DifferenceError(difference);
  expect(error.command).toBeUndefined();
  const repeated = error.withCommand('baton simulate --seed 7');
  expect(repeated.command).toBe('baton simulate --seed 7');
  expect(repeated.message.endsWith('\n\nrepeat: baton simulate --seed 7')).toBe(true);
  expect(repeated.difference).toBe(difference);
});

test('another drawing takes the place of the first, and notes stand above the command', () => {
  const drawn = new DifferenceError(difference).withDrawing('cycle  812  813\n', ['look at x.svg']);
  const { message } = drawn.withCommand('baton check x.vcd');
  expect(message).toMatch(
    /\n\nsignals\n {2}cycle {2}812 {2}813\n\nlook at x\.svg\n\nrepeat: baton check x\.vcd$/,
  );
  expect(drawn.difference.cycle).toBe(812);
});

test('parts that a difference does not have are left out', () => {
  const { message } = new DifferenceError({
    ...difference,
    step: undefined,
    states: [],
    events: [],
    waveform: '',
  });
  expect(message.split('\n')).toHaveLength(4);
});
