// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { withComputedTables } from './document.ts';

describe('docs/sizing.md', () => {
  it('has the tables that the program computes', async () => {
    const document = await readFile(new URL('../../docs/sizing.md', import.meta.url), 'utf8');
    expect(withComputedTables(document), 'write it anew with npm run sizing:document').toBe(document);
  });

  it('may not lose a table or name one that there is not', () => {
    expect(() => withComputedTables('nothing')).toThrow('The document has no place for law, workloads');
    expect(() => withComputedTables('<!-- computed: more -->\n<!-- end -->')).toThrow(
      "There is no table 'more'",
    );
  });
});
