// SPDX-License-Identifier: Apache-2.0
import { readFile, writeFile } from 'node:fs/promises';
import { withComputedTables } from './document.ts';

const document = new URL('../../docs/sizing.md', import.meta.url);
await writeFile(document, withComputedTables(await readFile(document, 'utf8')));
