// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const guide = readFileSync(join(import.meta.dirname, '../../docs/programmers-guide.md'), 'utf8');
const examples = readFileSync(join(import.meta.dirname, 'program/examples.c'), 'utf8');

/** Texts by name, in order. */
const named = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, name, body]) => [name!, body!.trim()] as const);

const tested = named(examples, /\/\* guide: begin (\w+) \*\/\n([\s\S]*?)\/\* guide: end \*\//g);
const shown = named(guide, /<!-- from examples\.c: (\w+) -->\n```c\n([\s\S]*?)\n```/g);

test("the programmer's guide shows tested code, all of it and nothing else", () => {
  expect(tested.length).toBeGreaterThan(5);
  expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(tested));
  expect(shown).toHaveLength(tested.length);
  expect(guide.match(/^```c$/gm)).toHaveLength(shown.length);
});
