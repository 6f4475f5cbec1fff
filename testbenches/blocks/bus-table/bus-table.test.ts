// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { cycleTableMarkdown } from '../cycle-table/markdown.ts';
import { measureBusTable } from './index.ts';

describe('the table of cycles behind a bus', async () => {
  const rows = await measureBusTable();

  it.each(rows)('$preset: $operation $target (measured $measured)', ({ met, measured, target }) => {
    expect(met, `measured ${measured}, target ${target}; repeat with npm run bench:bus`).toBe(true);
  });

  it('is the one in docs/hardware.md', async () => {
    const page = await readFile(new URL('../../../docs/hardware.md', import.meta.url), 'utf8');
    expect(page, 'print it with npm run bench:bus -- --markdown').toContain(cycleTableMarkdown(rows, 'bus'));
  });
});
