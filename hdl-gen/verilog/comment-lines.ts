// SPDX-License-Identifier: Apache-2.0
import { readsAsDirective } from '../language/index.ts';
import { lineLength } from './layout.ts';

/**
 * Fills words into lines of at most `lineLength` columns, each with the prefix. A line never begins with a word that
 * would make a tool take it for an instruction: the word before comes down with it.
 */
export function commentLines(sentence: string, prefix: string): string[] {
  const lines: string[][] = [];
  let line: string[] = [];
  for (const word of sentence.split(' ')) {
    const full = line.length > 0 && [prefix + line.join(' '), word].join(' ').length > lineLength;
    if (full) {
      const keep = readsAsDirective(word) && line.length > 1 ? line.length - 1 : line.length;
      lines.push(line.slice(0, keep));
      line = line.slice(keep);
    }
    line.push(word);
  }
  return [...lines, line].map((words) => prefix + words.join(' '));
}

/** The code with its comment behind it, in the column given, or above it where too little room is left. */
export function withComment(code: string, comment: string, column: number): string[] {
  const lines = code.split('\n');
  if (comment === '') {
    return lines;
  }
  const margin = /^ */.exec(code)![0];
  const narrowest = 36;
  if (lines.length > 1 || column > lineLength - narrowest) {
    return [...commentLines(comment, `${margin}// `), ...lines];
  }
  return commentLines(comment, `${' '.repeat(column)}// `).map((line, index) =>
    index === 0 ? code + line.slice(code.length) : line,
  );
}
