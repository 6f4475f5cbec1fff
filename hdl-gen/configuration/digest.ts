// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { Configuration } from './schema.ts';

/** Eight hexadecimal digits that name a configuration; the order of its fields does not matter. */
export function configurationDigest(configuration: Configuration): string {
  const entries = Object.entries(configuration).sort(([left], [right]) => (left < right ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(entries)).digest('hex').slice(0, 8);
}
