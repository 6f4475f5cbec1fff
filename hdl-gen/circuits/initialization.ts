// SPDX-License-Identifier: Apache-2.0
import { clockAndReset, defineModule, group, input, output, set, when } from '../language/index.ts';
import { describePointer } from './buffer-pointer.ts';
import { onlyIf } from './only-if.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** What starts process 800 where it waits for the first use; nothing where it runs after reset. */
export function firstUsePorts({ configuration }: Sizes) {
  return onlyIf(configuration.initialize === 'on-first-use', () => ({
    first_use: input(1, 'somebody gives a message, a command or a window access'),
  }));
}

/** Process 800: memory for all buffers at once. */
export const initialization = shared((sizes: Sizes) => {
  const { entryBits, pointerBits } = sizes;
  const { buffers, initialize } = sizes.configuration;
  const waits = initialize === 'on-first-use';
  return defineModule({
    name: 'baton_initialization',
    summary: `fills the control area ${waits ? 'when it is first used' : 'after reset'}: every entry free and pointing to its buffer.`,
    claims: 'claims 3, 9, 16 and 21; Fig. 8, steps 802 to 810',
    timing: [
      `One entry per cycle: ready rises ${waits ? `${buffers + 1} cycles after the first use` : `${buffers} cycles after reset ends`} and stays high.`,
    ],
    notes: ['Nothing is granted before ready, so that nobody sees A[0] set while entries are still missing.'],
    ports: {
      ...clockAndReset(),
      ...group('trigger', firstUsePorts(sizes)),
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
      let filling = ready.not();
      if (waits) {
        const used = m.register('used_q', 1, { reset: 0, doc: 'the area was used' });
        m.clocked('trigger', [when(io.first_use, [set(used, 1)])]);
        filling = used.and(filling);
      }
      const fills = m.wire('filling', filling);
      m.clocked('fill', [
        when(fills, [
          when(entry.eq(buffers - 1), [set(ready, 1)]).else([set(entry, entry.plus(1)), ...next]),
        ]),
      ]);
      m.assign(io.write_count, fills);
      m.assign(io.write_entry, fills);
      m.assign(io.entry, entry);
      m.assign(io.pointer, pointer);
      m.assign(io.ready, ready);
      m.probe('ready', ready, 'initialization is complete');
      m.probe('filling', fills, 'an entry is written');
      m.probe('entry', entry, 'the entry written');
      m.probe('pointer', pointer, 'the pointer written');
    },
  });
});
