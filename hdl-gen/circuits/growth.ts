// SPDX-License-Identifier: Apache-2.0
import {
  bitsToHold,
  clockAndReset,
  defineModule,
  group,
  input,
  output,
  set,
  when,
} from '../language/index.ts';
import { describePointer } from './buffer-pointer.ts';
import { firstUsePorts } from './initialization.ts';
import { onlyIf } from './only-if.ts';
import { limitPort } from './run-time-settings.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** Memory on demand: the area begins without buffers, and gets one whenever an allocation finds none free. */
export const growth = shared((sizes: Sizes) => {
  const { entryBits, pointerBits } = sizes;
  const { buffers, initialize, reserveForReturn } = sizes.configuration;
  const waits = initialize === 'on-first-use';
  const numberBits = bitsToHold(buffers);
  return defineModule({
    name: 'baton_growth',
    summary: 'gives the next entry a buffer when an allocation finds none free.',
    claims: 'memory on demand instead of Fig. 8: A[0] grows from 0 to the number of entries',
    timing: [
      `ready rises in the cycle after ${waits ? 'the first use' : 'reset ends'}.`,
      'The pointer of the next entry is written in the cycle in which the entry is needed; from the next cycle on it is prepared and can be taken.',
    ],
    notes: [
      'The order is memory, pointer, flag 0 held by whoever asked, and at last A[0], so that no search can see an entry that is half there. There is one grower: an entry is prepared when the one before it was taken.',
      'A limit that changes in cycle t counts from cycle t + 1 on. A[0] does not go back: entries above a lower limit are not offered any more.',
      'The memory of all buffers is built in, so that growing cannot fail: when A[0] is at its end an allocation that finds none free is answered as ever.',
    ],
    ports: {
      ...clockAndReset(),
      ...group('trigger', {
        ...firstUsePorts(sizes),
        needed: input(1, 'an allocation finds no free entry and may have a new one'),
        taken: input(1, 'an allocation takes the prepared entry'),
      }),
      ...group('settings', limitPort(sizes)),
      ...group('control area', {
        write_entry: output(1, 'writes pointer and flag; the flag is 0'),
        entry: output(entryBits, 'the next entry'),
        pointer: output(pointerBits, 'byte address of its buffer'),
      }),
      ...group('state', {
        ready: output(1, 'step 806, with no entry yet'),
        room: output(1, 'there is an entry below the limit without a buffer'),
        ...onlyIf(reserveForReturn > 0, () => ({ last: output(1, 'there is only one') })),
        prepared: output(1, 'the next entry has its buffer and waits to be taken'),
      }),
    },
    build(m, io) {
      const ready = m.register('ready_q', 1, { reset: 0 });
      const next = m.register('next_q', numberBits, { reset: 0, doc: 'entries that were taken' });
      const entry = m.wire('next_entry', numberBits > entryBits ? next.slice(entryBits - 1, 0) : next);
      const { pointer, next: nextPointer } = describePointer(m, sizes, entry);
      const prepared = m.register('prepared_q', 1, { reset: 0 });
      const prepare = m.wire('prepares', io.needed.and(prepared.not()));
      const limit = m.register('limit_q', numberBits, { reset: buffers, doc: 'A[0] grows up to it' });
      const room = m.wire('room_left', next.lt(limit));
      m.clocked('limit_register', [set(limit, io.limit)]);
      m.clocked('start', [waits ? when(io.first_use, [set(ready, 1)]) : set(ready, 1)]);
      m.clocked('growth', [
        when(io.taken, [set(prepared, 0), set(next, next.plus(1)), ...nextPointer]).elseWhen(prepare, [
          set(prepared, 1),
        ]),
      ]);
      m.assign(io.write_entry, prepare);
      m.assign(io.entry, entry);
      m.assign(io.pointer, pointer);
      m.assign(io.ready, ready);
      m.assign(io.room, room);
      if (reserveForReturn > 0) m.assign(io.last, next.plus(1).eq(limit));
      m.assign(io.prepared, prepared.and(room));
      m.probe('ready', ready, 'the area can be used');
      m.probe('taken', next, 'entries that were taken');
      m.probe('prepares', prepare, 'the pointer of the next entry is written');
      m.probe('entry', entry, 'the next entry');
      m.probe('pointer', pointer, 'its pointer');
    },
  });
});
