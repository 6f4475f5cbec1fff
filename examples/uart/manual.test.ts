// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';

const projectFolder = join(import.meta.dirname, '..', '..');
const manual = readFileSync(join(projectFolder, 'docs', 'harness.md'), 'utf8');

const snippets = [...manual.matchAll(/^<!-- (examples\/\S+?)(?:: (.+))? -->\n```ts\n([\s\S]*?)^```$/gm)].map(
  ([, file = '', title = file, code = '']) => ({ file, title, code }),
);

test('every piece of TypeScript in the manual says where it comes from', () => {
  expect(snippets.length).toBe(manual.match(/^```ts$/gm)?.length);
  expect(snippets.length).toBeGreaterThan(0);
});

test.each(snippets)('the manual shows $title as it is tested', ({ file, code }) => {
  expect(readFileSync(join(projectFolder, file), 'utf8')).toContain(code);
});

test('the example without vitest runs', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  await import('./without-vitest.ts');
  expect(log.mock.calls).toEqual([
    ['The start bit is on the line after 5 cycles; the design printed: nothing'],
  ]);
  log.mockRestore();
}, 120_000);
