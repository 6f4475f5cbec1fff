// SPDX-License-Identifier: Apache-2.0
import { readFile, writeFile } from 'node:fs/promises';
import { withFieldTable } from './document.ts';

const document = new URL('../../docs/configuration.md', import.meta.url);
await writeFile(document, withFieldTable(await readFile(document, 'utf8')));
