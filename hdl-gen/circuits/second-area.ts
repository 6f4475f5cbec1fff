// SPDX-License-Identifier: Apache-2.0
import { clockAndReset, defineModule, group, input, output, set, when } from '../language/index.ts';
import { describePointer } from './buffer-pointer.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** Process 800 for the second control area, when it is first needed. */
export const secondArea = shared((sizes: Sizes) => {
  const { entryBits, pointerBits } = sizes;
  const { buffers } = sizes.configuration;
  return defineModule({
    name: 'baton_second_area',
    summary: 'fills the second control area when an allocation finds nothing free in the first.',
    claims: 'the second memory area after step 610; Fig. 8, steps 802 to 810',
    timing: [
      `One entry per cycle from the cycle after it was needed; its entries are free to be taken ${buffers + 1} cycles after it was.`,
    ],
    notes: [
      `The entries of the second area follow those of the first: ${buffers} to ${2 * buffers - 1}. Its own A[0] is written at the end, so that no search can see an entry that is missing.`,
    ],
    ports: {
      ...clockAndReset(),
      ...group('trigger', { needed: input(1, 'an allocation finds nothing free in the first area') }),
      ...group('control area', {
        write_count: output(1, 'writes the A[0] of the second area'),
        write_entry: output(1, 'step 808'),
        entry: output(entryBits, ''),
        pointer: output(pointerBits, 'byte address of the buffer of the entry'),
      }),
    },
    build(m, io) {
      const filling = m.register('filling_q', 1, { reset: 0 });
      const entry = m.register('entry_q', entryBits, { reset: buffers });
      const { pointer, next } = describePointer(m, sizes, entry, buffers);
      const last = m.wire('is_last', entry.eq(2 * buffers - 1));
      m.clocked('fill', [
        when(filling, [when(last, [set(filling, 0)]).else([set(entry, entry.plus(1)), ...next])]).elseWhen(
          io.needed,
          [set(filling, 1)],
        ),
      ]);
      m.assign(io.write_count, filling.and(last));
      m.assign(io.write_entry, filling);
      m.assign(io.entry, entry);
      m.assign(io.pointer, pointer);
      m.probe('filling', filling, 'an entry is written');
      m.probe('entry', entry, 'the entry written');
      m.probe('pointer', pointer, 'the pointer written');
    },
  });
});
