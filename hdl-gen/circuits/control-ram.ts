// SPDX-License-Identifier: Apache-2.0

import {
  clockAndReset,
  defineModule,
  group,
  input,
  literal,
  output,
  prefixed,
  set,
  when,
} from '../language/index.ts';
import { memory } from '../primitives/memory.ts';
import { onlyIf } from './only-if.ts';
import { parties } from './parties.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** The words A[0..2n] of the control area. */
export const controlRam = shared((sizes: Sizes) => {
  const { entries, entryBits, pointerBits, countBits } = sizes;
  const { buffers, memory: supply, noBuffer } = sizes.configuration;
  const grows = supply === 'on-demand';
  const hasSecond = noBuffer === 'second-area';
  const side = {
    write: input(1, 'the swap unit stores a flag'),
    entry: input(entryBits, 'whose flag'),
    flag: input(1, '1 free, 0 allocated'),
    lookup_entry: input(entryBits, 'whose pointer to read'),
    lookup_pointer: output(pointerBits, 'that pointer, one cycle later'),
  };
  return defineModule({
    name: 'baton_control_ram',
    summary: 'control area of one shared memory space: number of buffers, a flag and a pointer for each.',
    claims: 'control area 500 of Fig. 5: A[0], flags A[1], A[3], ... and pointers A[2], A[4], ...',
    timing: [
      'A flag stored in cycle t is seen on flags in cycle t + 1.',
      'A pointer asked for in cycle t is on lookup_pointer in cycle t + 1.',
    ],
    notes: [
      'Flags are registers, so that the lowest free one is seen at once. Pointers are RAM, one copy for each party, so that flag and pointer of an entry are reached in the same cycle.',
      'The two parties never store the same flag in one cycle: the swap unit puts such operations in order.',
    ],
    ports: {
      ...clockAndReset(),
      ...group('initialization', {
        initialize_count: input(1, grows ? 'counts A[0] up: an entry more has a buffer' : 'writes A[0]'),
        ...onlyIf(hasSecond, () => ({
          initialize_second_count: input(1, 'writes the A[0] of the second area'),
        })),
        initialize_entry: input(
          1,
          `writes flag and pointer of an entry; the flag becomes ${grows ? '0, allocated to whoever needs the entry' : '1'}`,
        ),
        initialize_number: input(entryBits, 'which entry'),
        initialize_pointer: input(pointerBits, 'byte address of its buffer'),
      }),
      ...prefixed('first', 'first party', side),
      ...prefixed('second', 'second party', side),
      ...group('control words', {
        flags: output(entries, 'one for each entry: 1 free, 0 allocated'),
        count: output(countBits, 'A[0], the number of entries that have a buffer'),
        ...onlyIf(hasSecond, () => ({
          second_count: output(countBits, 'the A[0] of the second area'),
        })),
      }),
    },
    build(m, io) {
      const flags = m.register('flags_q', entries, { reset: 0, doc: 'A[1], A[3], ...' });
      const count = m.register('count_q', countBits, { reset: 0, doc: 'A[0]' });
      m.clocked('flag_bank', [
        when(io.initialize_entry, [set(flags.at(io.initialize_number), grows ? 0 : 1)]),
        ...parties.map((party) =>
          when(io[`${party}_write`], [set(flags.at(io[`${party}_entry`]), io[`${party}_flag`])]),
        ),
      ]);
      m.clocked('count_register', [when(io.initialize_count, [set(count, grows ? count.plus(1) : buffers)])]);
      if (hasSecond) {
        const second = m.register('second_count_q', countBits, { reset: 0, doc: 'A[0] of the second area' });
        m.clocked('second_count_register', [when(io.initialize_second_count, [set(second, buffers)])]);
        m.assign(io.second_count, second);
        m.probe('second_count', second, 'A[0] of the second area');
      }
      for (const party of parties) {
        m.instance(
          `u_${party}_pointers`,
          memory,
          {
            write_enable: io.initialize_entry,
            write_lanes: literal(1, 1),
            write_address: io.initialize_number,
            write_data: io.initialize_pointer,
            read_enable: literal(1, 1),
            read_address: io[`${party}_lookup_entry`],
            read_data: io[`${party}_lookup_pointer`],
          },
          { LANES: 1, LANE_WIDTH: pointerBits, DEPTH: entries, ADDRESS_WIDTH: entryBits },
        );
      }
      m.assign(io.flags, flags);
      m.assign(io.count, count);
      m.probe('flags', flags, 'flags of all entries, 1 free');
      m.probe('count', count, 'A[0]');
    },
  });
});
