// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { measureCycleTable } from './index.ts';
import { cycleTableMarkdown } from './markdown.ts';

describe('the table of measured cycles', async () => {
  const rows = await measureCycleTable();

  it.each(rows)('$preset: $operation $target (measured $measured)', ({ met, measured, target }) => {
    expect(met, `measured ${measured}, target ${target}; repeat with npm run bench:circuits`).toBe(true);
  });

  it('is the one in the README', async () => {
    const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8');
    expect(readme, 'print it with npm run bench:circuits -- --markdown').toContain(cycleTableMarkdown(rows));
  });
});
