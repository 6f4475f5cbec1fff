// SPDX-License-Identifier: Apache-2.0
import { literal, type ModuleBuilder, type Signal, type Statement, select, set } from '../language/index.ts';
import type { Sizes } from './sizes.ts';

/**
 * The pointer that belongs to an entry, as `allocate_buffer()` of step 808 gives it: counted along where the buffers lie
 * one behind the other, looked up where they are given one by one.
 *
 * @param entry counts up, one entry after the other
 * @param first the entry at which it begins
 * @returns the pointer, a byte address, and what must be set whenever the entry is counted up
 */
export function describePointer(
  m: ModuleBuilder,
  sizes: Sizes,
  entry: Signal,
  first = 0,
): { readonly pointer: Signal; readonly next: readonly Statement[] } {
  const { pointerBits, entryBits, bufferAddresses } = sizes;
  const { bufferAddresses: given, bufferBytes } = sizes.configuration;
  if (given === 'contiguous') {
    const pointer = m.register('pointer_q', pointerBits, { reset: bufferAddresses[first]! });
    return { pointer, next: [set(pointer, pointer.plus(bufferAddresses.length > 1 ? bufferBytes : 0))] };
  }
  const [lowest, ...others] = bufferAddresses;
  const pointer = m.variable('pointer_of_entry', pointerBits);
  m.combinational(
    'buffer_table',
    [set(pointer, lowest!)],
    [
      select(
        entry,
        others.map((address, index) => ({
          label: literal(index + 1, entryBits),
          body: [set(pointer, address)],
        })),
        [set(pointer, lowest!)],
      ),
    ],
  );
  return { pointer, next: [] };
}
