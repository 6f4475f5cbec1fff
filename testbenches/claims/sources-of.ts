// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './root.ts';

/**
 * All files of the project that a file reads when it is loaded, itself included, by name from the root.
 *
 * @param known files that are in the answer already
 */
export function sourcesOf(file: string, known = new Set<string>()): ReadonlySet<string> {
  if (known.has(file)) return known;
  known.add(file);
  const text = readFileSync(join(root, file), 'utf8');
  for (const [, path] of text.matchAll(/(?:from|import\(?)\s*'(\.[^']+)'/g)) {
    sourcesOf(join(dirname(file), path!), known);
  }
  return known;
}
