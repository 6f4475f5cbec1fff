// SPDX-License-Identifier: Apache-2.0
import { clockAndReset, defineModule, group, output, set, when } from '../language/index.ts';
import { describePointer } from './buffer-pointer.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** Process 800: memory for all buffers at once, at reset. */
export const initialization = shared((sizes: Sizes) => {
  const { entryBits, pointerBits } = sizes;
  const { buffers } = sizes.configuration;
  return defineModule({
    name: 'baton_initialization',
    summary: 'fills the control area after reset: every entry free and pointing to its buffer.',
    claims: 'claims 3, 9, 16 and 21; Fig. 8, steps 802 to 810',
    timing: [`One entry per cycle: ready rises ${buffers} cycles after reset ends and stays high.`],
    notes: ['Nothing is granted before ready, so that nobody sees A[0] set while entries are still missing.'],
    ports: {
      ...clockAndReset(),
      ...group('control area', {
        write_count: output(1, 'step 802'),
        write_entry: output(1, 'step 808'),
        entry: output(entryBits, ''),
        pointer: output(pointerBits, 'byte address of the buffer of the entry'),
      }),
      ...group('state', { ready: output(1, 'step 806: all entries are there') }),
    },
    build(m, io) {
      const ready = m.register('ready_q', 1, { reset: 0 });
      const entry = m.register('entry_q', entryBits, { reset: 0 });
      const { pointer, next } = describePointer(m, sizes, entry);
      const filling = m.wire('filling', ready.not());
      m.clocked('fill', [
        when(filling, [
          when(entry.eq(buffers - 1), [set(ready, 1)]).else([set(entry, entry.plus(1)), ...next]),
        ]),
      ]);
      m.assign(io.write_count, filling);
      m.assign(io.write_entry, filling);
      m.assign(io.entry, entry);
      m.assign(io.pointer, pointer);
      m.assign(io.ready, ready);
      m.probe('ready', ready, 'initialization is complete');
      m.probe('filling', filling, 'an entry is written');
      m.probe('entry', entry, 'the entry written');
      m.probe('pointer', pointer, 'the pointer written');
    },
  });
});
