// SPDX-License-Identifier: Apache-2.0
import { bufferCountOf } from './buffer-addresses.ts';
import type { Configuration } from './schema.ts';

/** Bits of a register, and of one access of it. */
export const registerBits = 32;

/** Bits of the word in a register that says all about a message: found, buffer, bytes, kind, tag; 0 where no register has it. */
export function messageWordBits(configuration: Configuration): number {
  const { bus, levels, threads, bufferBytes } = configuration;
  if (bus === 'native' || levels === 'stream') return 0;
  const [found, kind] = [1, 2];
  const bitsFor = (values: number) => Math.max(1, Math.ceil(Math.log2(values)));
  return found + bitsFor(bufferCountOf(configuration)) + bitsFor(bufferBytes + 1) + kind + bitsFor(threads);
}
