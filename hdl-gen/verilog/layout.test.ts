// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import {
  align,
  breakable,
  breakableTight,
  groupLayout,
  indent,
  join,
  type Layout,
  render,
  separated,
} from './layout.ts';

const word = 'x'.repeat(30);
const list = (...words: Layout[]): Layout => groupLayout(separated(words, join(',', breakable)));

describe('a group', () => {
  test('stays on a line that has room for it', () => {
    expect(render(list(word, word, word), 0)).toBe(`${word}, ${word}, ${word}`);
  });

  test('is broken at each of its breaks where it has none', () => {
    expect(render(list(word, word, word, word), 2)).toBe(`  ${word},\n  ${word},\n  ${word},\n  ${word}`);
  });

  test('fills a line to its last column, with what follows up to the next break', () => {
    const filled = (second: string): string =>
      render(join(list('x'.repeat(48), second), ';', breakable, 'end'), 0);
    expect(filled('y'.repeat(49))).toBe(`${'x'.repeat(48)}, ${'y'.repeat(49)};\nend`);
    expect(filled('y'.repeat(50))).toBe(`${'x'.repeat(48)},\n${'y'.repeat(50)};\nend`);
  });

  test('inside a broken one stays whole where it fits', () => {
    expect(render(list(word, list('a', 'b'), word, word, 'c'), 0)).toBe(
      `${word},\na, b,\n${word},\n${word},\nc`,
    );
  });
});

test('indent moves the lines that are broken inside', () => {
  const layout = groupLayout(join('target =', indent(4, join(breakable, 'y'.repeat(95))), ';'));
  expect(render(layout, 2)).toBe(`  target =\n      ${'y'.repeat(95)};`);
});

test('align keeps to the column where the part starts', () => {
  expect(render(join('if (', align(list(word, word, word, word)), ')'), 2)).toBe(
    `  if (${word},\n      ${word},\n      ${word},\n      ${word})`,
  );
});

test('a tight break is nothing or a line', () => {
  const braces = (...words: string[]): Layout =>
    groupLayout(
      join('{', indent(2, join(breakableTight, separated(words, join(',', breakable)))), breakableTight, '}'),
    );
  expect(render(braces('a', 'b'), 0)).toBe('{a, b}');
  expect(render(braces(word, word, word, word), 0)).toBe(
    `{\n  ${word},\n  ${word},\n  ${word},\n  ${word}\n}`,
  );
});
