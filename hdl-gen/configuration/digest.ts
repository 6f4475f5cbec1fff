// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { type Configuration, configurationSchema } from './schema.ts';

/** Fields that every design is made of; each other one adds something that is off at its default, and leaves no trace then. */
const always: ReadonlySet<string> = new Set<keyof Configuration>([
  'parties',
  'buffers',
  'bufferBytes',
  'dataWidth',
  'threads',
  'serverThreads',
  'temporaryBuffers',
  'allocator',
  'reserveForReturn',
  'path',
  'server',
]);

/**
 * Eight hexadecimal digits that name a configuration; the order of its fields does not matter. A design keeps its name when
 * the schema gets a field that is off in it, so that its Verilog stays the same to the byte.
 */
export function configurationDigest(configuration: Configuration): string {
  const defaults: Readonly<Record<string, unknown>> = configurationSchema.parse({});
  const entries = Object.entries(configuration)
    .filter(([field, value]) => always.has(field) || !sameValue(value, defaults[field]))
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(entries)).digest('hex').slice(0, 8);
}

function sameValue(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
