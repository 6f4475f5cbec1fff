// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { withFieldTable } from './document.ts';

test('docs/configuration.md has the fields of the schema', async () => {
  const document = await readFile(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
  expect(withFieldTable(document), 'write it anew with npm run configuration:document').toBe(document);
  expect(document.match(/^\| `/gm)!.length).toBeGreaterThan(20);
});
