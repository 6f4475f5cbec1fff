// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { gtkwaveSaveFile, surferCommandFile } from './viewer-files.ts';

const window = {
  signals: [
    { name: 'ready', recorded: ['tb.dut.ready'] },
    { name: 'data', recorded: ['tb.dut.data[7:0]'] },
    { name: 'tag', recorded: ['tb.dut.tag[1]', 'tb.dut.tag[0]'] },
  ],
  from: 1_000n,
  to: 1_160n,
  marked: 1_080n,
};

test('GTKWave gets the signals, pieces joined, the window and the marker', () => {
  const lines = gtkwaveSaveFile(window).split('\n');
  // 160 units of time in 800 pixels: 0.2 a pixel, which is 2 to the power of -2.32.
  expect(lines.slice(0, 3)).toEqual(['[*]', '[timestart] 1000', `*2.321928 1080${' -1'.repeat(26)}`]);
  expect(lines.slice(3)).toEqual([
    ...['@28', 'tb.dut.ready'],
    ...['@22', 'tb.dut.data[7:0]'],
    ...['@22', '#{tag} tb.dut.tag[1] tb.dut.tag[0]'],
    '',
  ]);
});

test('Surfer gets commands', () => {
  expect(surferCommandFile(window).split('\n')).toEqual([
    'variable_add tb.dut.ready',
    'variable_add tb.dut.data',
    'variable_add tb.dut.tag[1]',
    'variable_add tb.dut.tag[0]',
    'cursor_set 1080',
    'zoom_to 1000 1160',
    '',
  ]);
});
