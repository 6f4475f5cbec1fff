// SPDX-License-Identifier: Apache-2.0
import {
  bitsFor,
  bitsToHold,
  choose,
  clockAndReset,
  defineModule,
  group,
  input,
  literal,
  output,
  set,
  when,
} from '../language/index.ts';
import { memory } from './memory.ts';

/** A queue whose storage is RAM and whose head is a register, so that it can be looked at before it is taken. */
export function fifo(name: string, options: { width: number; depth: number; holds: string }) {
  const { width, holds } = options;
  const depth = Math.max(2, options.depth);
  const addressBits = bitsFor(depth);
  const countBits = bitsToHold(depth);
  return defineModule({
    name,
    summary: `queue of ${holds}, first in, first out.`,
    timing: [
      'What is pushed in cycle t is at the head in cycle t + 1 when the queue was empty.',
      'After a pop the next entry is at the head in the next cycle; it takes two cycles longer when it was pushed just before.',
    ],
    notes: [
      `Holds ${depth} entries besides the head. It is never pushed when full: there are no more things to queue.`,
    ],
    ports: {
      ...clockAndReset(),
      ...group('producer', { push: input(1, ''), push_data: input(width, '') }),
      ...group('consumer', {
        head_valid: output(1, 'an entry is at the head'),
        head: output(width, 'zero while head_valid is low'),
        pop: input(1, 'the head is taken; only while head_valid is high'),
      }),
    },
    build(m, io) {
      const headValid = m.register('head_valid_q', 1, { reset: 0 });
      const head = m.register('head_q', width, { reset: 0 });
      const fetched = m.register('fetched_q', 1, {
        reset: 0,
        doc: 'the memory output holds the entry behind the head',
      });
      const stored = m.register('stored_q', countBits, {
        reset: 0,
        doc: 'entries in the memory that are not fetched yet',
      });
      const writeAddress = m.register('write_address_q', addressBits, { reset: 0 });
      const readAddress = m.register('read_address_q', addressBits, { reset: 0 });

      const headFree = m.wire('head_free', headValid.not().or(io.pop));
      const behindEmpty = m.wire('behind_empty', fetched.not().and(stored.eq(0)));
      const pushToHead = m.wire('push_to_head', io.push.and(headFree, behindEmpty));
      const store = m.wire('store', io.push.and(pushToHead.not()));
      const advance = m.wire('advance', headFree.and(fetched), 'the fetched entry becomes the head');
      const fetch = m.wire('fetch', stored.ne(0).and(fetched.not().or(advance)));

      const storage = m.instance(
        'u_storage',
        memory,
        {
          write_enable: store,
          write_lanes: literal(1, 1),
          write_address: writeAddress,
          write_data: io.push_data,
          read_enable: fetch,
          read_address: readAddress,
        },
        { LANES: 1, LANE_WIDTH: width, DEPTH: depth, ADDRESS_WIDTH: addressBits },
      );

      const next = (address: typeof readAddress) =>
        choose(address.eq(depth - 1), literal(0, addressBits), address.plus(1));
      m.clocked('head_register', [
        when(advance, [set(headValid, 1), set(head, storage.read_data)])
          .elseWhen(pushToHead, [set(headValid, 1), set(head, io.push_data)])
          .elseWhen(io.pop, [set(headValid, 0), set(head, 0)]),
      ]);
      m.clocked('fetched_register', [when(fetch, [set(fetched, 1)]).elseWhen(advance, [set(fetched, 0)])]);
      m.clocked('stored_counter', [
        when(store.and(fetch.not()), [set(stored, stored.plus(1))]).elseWhen(fetch.and(store.not()), [
          set(stored, stored.minus(1)),
        ]),
      ]);
      m.clocked('addresses', [
        when(store, [set(writeAddress, next(writeAddress))]),
        when(fetch, [set(readAddress, next(readAddress))]),
      ]);
      m.assign(io.head_valid, headValid);
      m.assign(io.head, head);
    },
  });
}
