// SPDX-License-Identifier: Apache-2.0
import {
  choose,
  clockAndReset,
  defineModule,
  group,
  input,
  output,
  prefixed,
  set,
  when,
} from '../language/index.ts';
import { fifo } from '../primitives/fifo.ts';
import { memory } from '../primitives/memory.ts';
import { releasePorts } from './control-port-ports.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** Frees the buffers of held returns in the server area once the client has its return. */
export const heldReturns = shared((sizes: Sizes) => {
  const { entries, entryBits, bufferCount } = sizes;
  return defineModule({
    name: 'baton_held_returns',
    summary: 'frees the server area buffer of a held call when the client has freed that of its return.',
    claims: 'none: the buffer 121 of Fig. 1, freed together with 111',
    timing: [
      'Asked for two cycles after the deallocation in the client area took effect, unless the lane frees a buffer or others wait.',
    ],
    ports: {
      ...clockAndReset(),
      ...prefixed('keep', 'returns that are passed on', {
        valid: input(1, 'a return keeps the buffer that it came in'),
        client_entry: input(entryBits, 'its buffer in the client area'),
        server_entry: input(entryBits, 'the one that it came in'),
      }),
      ...group('client area', {
        freed: input(1, 'the client frees a buffer'),
        freed_entry: input(entryBits, 'which'),
      }),
      ...prefixed('lane', 'the lane that copies out of the server area', releasePorts(sizes)),
      ...prefixed('server', 'server area', {
        release_request: output(1, 'a buffer is to be freed'),
        release_entry: output(entryBits, 'which'),
        release_accepted: input(1, 'it is being freed'),
      }),
    },
    build(m, io) {
      const keeps = m.register('keeps_q', entries, {
        reset: 0,
        doc: 'client area buffers with the return of a held call',
      });
      const found = m.register('found_q', 1, { reset: 0, doc: 'one of them was freed in the cycle before' });
      const ends = m.wire('call_ends', io.freed.and(keeps.at(io.freed_entry)));
      m.clocked('return_bank', [
        when(io.keep_valid, [set(keeps.at(io.keep_client_entry), 1)]),
        when(ends, [set(keeps.at(io.freed_entry), 0)]),
        set(found, ends),
      ]);
      const places = m.instance(
        'u_places',
        memory,
        {
          write_enable: io.keep_valid,
          write_lanes: 1,
          write_address: io.keep_client_entry,
          write_data: io.keep_server_entry,
          read_enable: ends,
          read_address: io.freed_entry,
        },
        { LANES: 1, LANE_WIDTH: entryBits, DEPTH: entries, ADDRESS_WIDTH: entryBits },
      );
      const pop = m.declare('freed_at_last', 1);
      const ended = m.instance(
        'u_ended',
        fifo('baton_held_queue', {
          width: entryBits,
          depth: bufferCount,
          holds: 'buffers of calls that have ended',
        }),
        { push: found, push_data: places.read_data, pop },
      );

      m.comment('The lane goes first: it asks only once for each of its messages.');
      m.assign(io.server_release_request, io.lane_request.or(ended.head_valid));
      m.assign(io.server_release_entry, choose(io.lane_request, io.lane_entry, ended.head));
      m.assign(io.lane_accepted, io.server_release_accepted.and(io.lane_request));
      m.assign(pop, io.server_release_accepted.and(io.lane_request.not()));
      m.probe('lane_request', io.lane_request, 'the lane asks for a release');
      m.probe('last_request', ended.head_valid, 'the buffer of a call that has ended is to be freed');
      m.probe('last_entry', ended.head, 'which');
    },
  });
});
