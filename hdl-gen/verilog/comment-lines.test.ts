// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { commentLines, withComment } from './comment-lines.ts';

const filler = 'x'.repeat(80);

test('a short comment is one line', () => {
  expect(commentLines('one two', '  // ')).toEqual(['  // one two']);
});

test('words fill the line up to its last column', () => {
  expect(commentLines(`${filler} ${'y'.repeat(16)} z`, '// ')).toEqual([
    `// ${filler} ${'y'.repeat(16)}`,
    '// z',
  ]);
  expect(commentLines(`${filler} ${'y'.repeat(17)} z`, '// ')).toEqual([
    `// ${filler}`,
    `// ${'y'.repeat(17)} z`,
  ]);
});

test.each(['verilator', 'synopsys', 'Pragma'])('no line begins with %s', (word) => {
  expect(commentLines(`a ${filler} like ${'y'.repeat(9)} ${word} does`, '// ')).toEqual([
    `// a ${filler} like`,
    `// ${'y'.repeat(9)} ${word} does`,
  ]);
});

test('a comment stands behind its code, in its column', () => {
  expect(withComment('  reg a;', 'first', 12)).toEqual(['  reg a;    // first']);
  expect(withComment('  reg a;', '', 12)).toEqual(['  reg a;']);
});

test('a long comment goes on below itself', () => {
  const lines = withComment('  reg a;', `${'word '.repeat(20)}end`, 12);
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^ {2}reg a; {4}\/\/ word/);
  expect(lines[1]).toMatch(/^ {12}\/\/ word/);
});

test('a comment stands above code that is long or has several lines', () => {
  expect(withComment('  wire a =\n      b;', 'why', 12)).toEqual(['  // why', '  wire a =', '      b;']);
  expect(withComment(`  wire ${filler};`, 'why', 90)).toEqual(['  // why', `  wire ${filler};`]);
});
