// SPDX-License-Identifier: Apache-2.0
import { choose, defineModule, literal, select, set, when } from '../language/index.ts';
import { abortsRequests } from './abort-ports.ts';
import { bypassesBuffers } from './bypass.ts';
import { messageKind, operation } from './codes.ts';
import { unpack } from './fields.ts';
import { holdsCalls } from './holding.ts';
import { describeLegChoice } from './kernel-forwarding-choice.ts';
import { describeCopy } from './kernel-forwarding-copy.ts';
import { kernelForwardingPorts } from './kernel-forwarding-ports.ts';
import { passedFields } from './reference.ts';
import { declareServerThreads } from './server-threads.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** The lane of the kernel out of its temporary buffers. */
export const kernelForwarding = shared((sizes: Sizes) => {
  const fields = passedFields(sizes);
  const bypasses = bypassesBuffers(sizes);
  return defineModule({
    name: 'baton_kernel_forwarding',
    summary:
      'passes messages on from temporary buffers: allocates a buffer in the other area, copies, and indicates.',
    claims: 'steps 402 and 404 of Fig. 4, second half; claim elements 1g and 2g',
    timing: [
      'A message of W words is indicated W + 4 cycles after it was taken up; the next one follows at once.',
    ],
    notes: [
      'A buffer is allocated only when the lane is free for it, so that none is held while waiting. Requests and returns take turns where both can go on; a leg that has to wait never blocks the other.',
      ...(bypasses
        ? [
            'A message that came in an inline slot goes on in one: it waits for a slot alone and takes no buffer.',
          ]
        : []),
      'A leg asks for its buffer also while the other one is copied, so that the turns of the allocation count it as waiting.',
      'A call is passed on only when a server thread is free. The thread is given back when its return has left the server area, before a buffer of the client area is allocated.',
    ],
    ports: kernelForwardingPorts(sizes),
    build(m, io) {
      const states = {
        SELECT: m.constant('STATE_SELECT', 2, 0),
        ALLOCATE: m.constant('STATE_ALLOCATE', 2, 1),
        COPY: m.constant('STATE_COPY', 2, 2),
        INDICATE: m.constant('STATE_INDICATE', 2, 3),
      };
      const state = m.register('state_q', 2, { reset: states.SELECT });
      const threads = declareServerThreads(m, sizes, io.server_threads_limit);
      const leg = describeLegChoice(m, sizes, io, state.eq(states.SELECT), threads.isFree);
      const { selecting, isCall, requestCould, returnCould, pickReturn, returnTurn, short } = leg;
      const copy = describeCopy(m, sizes, io, state.eq(states.ALLOCATE));
      const { isReturn, current, source, message, entry, done, granted, allocatedEntry, engine } = copy;

      const names = unpack(m, 'message', fields, message);
      const indicates = m.wire('indicates', state.eq(states.INDICATE));
      const allocates = {
        server: selecting.and(requestCould, pickReturn.not()),
        client: selecting.and(pickReturn),
      };
      const asksFor =
        short === undefined
          ? allocates
          : {
              server: allocates.server.and(short.request.not()),
              client: allocates.client.and(short.return.not()),
            };
      const asks = {
        server: asksFor.server.or(indicates.and(isReturn.not())),
        client: asksFor.client.or(indicates.and(isReturn)),
      };
      for (const area of ['server', 'client'] as const) {
        m.assign(io[`${area}_sender_request`], asks[area]);
        m.assign(
          io[`${area}_sender_operation`],
          choose(indicates, operation(m, 'INDICATE'), operation(m, 'ALLOCATE')),
        );
        if (abortsRequests(sizes)) m.assign(io[`${area}_sender_give_up`], 0);
        m.assign(io[`${area}_sender_entry`], entry);
        if (bypasses) {
          m.assign(io[`${area}_sender_inline`], names.inline);
          m.assign(io[`${area}_write_inline`], names.inline);
        }
        m.assign(io[`${area}_sender_length`], names.length);
        m.assign(io[`${area}_sender_tag`], names.tag);
        m.assign(io[`${area}_sender_kind`], names.kind);
        m.assign(io[`${area}_write_address`], engine.write_address);
        m.assign(io[`${area}_write_data`], engine.write_data);
        m.assign(
          io[`${area}_write_strobe`],
          literal((1n << BigInt(sizes.wordBytes)) - 1n, sizes.wordBytes, 'hexadecimal'),
        );
      }
      const bySender = choose(
        choose(selecting, pickReturn, isReturn),
        io.client_sender_accepted,
        io.server_sender_accepted,
      );
      const accepted = m.wire(
        'sender_accepted',
        short === undefined
          ? bySender
          : bySender.or(selecting.and(choose(pickReturn, short.return, short.request))),
      );
      m.clocked('state_register', [
        select(
          state,
          [
            {
              label: states.SELECT,
              comment: 'a leg that can go on asks for a buffer in its other area',
              body: [
                when(accepted.and(requestCould.or(returnCould)), [
                  set(state, states.ALLOCATE),
                  set(isReturn, pickReturn),
                  set(returnTurn, pickReturn.not()),
                ]),
              ],
            },
            {
              label: states.ALLOCATE,
              comment: 'the copy begins with the buffer; without one the legs are considered again',
              body: [
                when(short === undefined ? done : done.or(granted), [
                  set(state, choose(granted, states.COPY, states.SELECT)),
                ]),
              ],
            },
            {
              label: states.COPY,
              comment: 'until the last word is written',
              body: [when(engine.done, [set(state, states.INDICATE)])],
            },
          ],
          [when(accepted, [set(state, states.SELECT)])],
          'STATE_INDICATE: until the indication is accepted',
        ),
      ]);
      const taken = bypasses
        ? choose(source.inline, literal(0, sizes.entryBits), allocatedEntry)
        : allocatedEntry;
      m.clocked('message_register', [when(granted, [set(entry, taken), set(message, current)])]);
      m.assign(io.give_back, engine.done);
      m.assign(io.give_back_number, names.temporary);
      m.assign(io.give_back_return, isReturn);
      m.wire('unused_address', names.address);

      if (holdsCalls(sizes)) {
        const returned = unpack(m, 'return', fields, io.return_head);
        m.assign(io.client_sender_answers, returned.kind.eq(messageKind(m, 'RETURN')));
        m.assign(io.client_sender_call, returned.tag);
        m.assign(io.server_sender_answers, 0);
        m.assign(io.server_sender_call, 0);
        m.wire('unused_server_reuses', io.server_sender_reuses);
        m.assign(io.passes_held, names.held);
        m.assign(io.keep, granted.and(isReturn, source.held));
        m.assign(io.keep_client_entry, allocatedEntry);
        m.assign(io.keep_server_entry, source.entry);
        m.wire('unused_source_entry', names.entry);
      }
      const obtains = m.wire('obtains_thread', granted.and(isReturn.not(), isCall));
      threads.describeCounter(obtains, io.call_returned);
      m.probe('granted', granted, 'a buffer is allocated and the copy begins');
      m.probe('is_return', isReturn, 'the message goes to the client');
      m.probe(
        'message',
        message,
        'the message being passed on: kind, tag, length, first word and number of the temporary buffer',
      );
      m.probe('done', engine.done, 'its last word is written');
    },
  });
});
