// SPDX-License-Identifier: Apache-2.0
import { type Expression, input, literal, type Signal } from '../language/index.ts';
import { onlyIf } from './only-if.ts';
import type { Sizes } from './sizes.ts';

/** Whether an area gets memory while it is in use, so that some of its entries may have no buffer yet. */
export function addsMemory({ configuration }: Sizes): boolean {
  return configuration.memory === 'on-demand' || configuration.noBuffer === 'second-area';
}

/** Whether owner, flag, length and call tag of each operation are checked. */
export function isHardened({ configuration }: Sizes): boolean {
  return configuration.hardening === 'on';
}

/** What tells how many entries have a buffer, where that changes. */
export function provisionedPorts(sizes: Sizes) {
  return onlyIf(addsMemory(sizes), () => ({
    provisioned: input(sizes.countBits, 'entries that have a buffer: those below this number'),
  }));
}

/** Whether an entry has a buffer. */
export function entryExists(
  sizes: Sizes,
  entry: Expression,
  io: { readonly provisioned: Signal },
): Expression {
  const { bufferCount, entryBits, countBits } = sizes;
  if (addsMemory(sizes)) return entry.extend(countBits).lt(io.provisioned);
  return bufferCount === 2 ** entryBits ? literal(1, 1) : entry.lt(bufferCount);
}

/** Whether `entryExists` looks at the entry at all. */
export function entryMatters(sizes: Sizes): boolean {
  return addsMemory(sizes) || sizes.bufferCount !== 2 ** sizes.entryBits;
}
