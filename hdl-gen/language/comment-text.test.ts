// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { mustBeComment, readsAsDirective } from './comment-text.ts';
import { mistakeIn } from './design-error.test-support.ts';

test.each(['', 'one', "the producer's ready: 1 of 2 (a/b)", 'lint of verilator'])(
  '%j is a comment',
  (text) => {
    expect(() => mustBeComment(text, 'text')).not.toThrow();
  },
);

test.each([
  'verilator lint_off',
  'Verilator',
  'synopsys full_case',
  'synthesis translate_off',
  'pragma protect',
  'translate_off',
])('%j reads as a directive', (text) => {
  expect(readsAsDirective(text)).toBe(true);
});

const word = 'x'.repeat(73);
describe('a text is refused:', () => {
  test.each([
    [
      'one\ntwo',
      'has a character that is not printable ASCII',
      'write it as one line of ASCII; long lines are wrapped',
    ],
    [
      'one\ttwo',
      'has a character that is not printable ASCII',
      'write it as one line of ASCII; long lines are wrapped',
    ],
    [
      '2 \u00d7 3',
      'has a character that is not printable ASCII',
      'write it as one line of ASCII; long lines are wrapped',
    ],
    [' one', 'has spaces that would be lost', 'put single spaces between words'],
    ['one ', 'has spaces that would be lost', 'put single spaces between words'],
    ['one  two', 'has spaces that would be lost', 'put single spaces between words'],
    [
      'one */ two',
      'has /* or */ or ends in a backslash',
      'leave them out; they change what a comment covers',
    ],
    [
      'one /* two',
      'has /* or */ or ends in a backslash',
      'leave them out; they change what a comment covers',
    ],
    ['one \\', 'has /* or */ or ends in a backslash', 'leave them out; they change what a comment covers'],
    ['verilator lint_off WIDTH', 'begins like an instruction to a tool', 'begin with another word'],
    [word, 'has a word of more than 72 characters', 'shorten it'],
  ])('%j %s', (text, problem, advice) => {
    expect(mistakeIn(() => mustBeComment(text, 'comment'))).toEqual({
      message: `comment ${problem}: ${JSON.stringify(text)}: ${advice}`,
      file: 'hdl-gen/language/comment-text.test.ts',
    });
  });
});
