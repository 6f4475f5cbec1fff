// SPDX-License-Identifier: Apache-2.0
import {
  choose,
  clockAndReset,
  defineModule,
  flipped,
  group,
  input,
  literal,
  output,
  prefixed,
  select,
  set,
  when,
} from '../language/index.ts';
import { abortsRequests } from './abort-ports.ts';
import { bypassesBuffers, sendingSlotPorts } from './bypass.ts';
import { messageKind, operation, resultCode } from './codes.ts';
import { copyEngine } from './copy-engine.ts';
import { packedWidth, unpack } from './fields.ts';
import { holdsCalls, keptReturnPorts, passedCallPort, sendingPorts } from './holding.ts';
import { writePort } from './payload.ts';
import { wordOfPointer } from './pointer.ts';
import { passedFields } from './reference.ts';
import { threadSettings } from './run-time-settings.ts';
import { declareServerThreads } from './server-threads.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** The lane of the kernel out of its temporary buffers. */
export const kernelForwarding = shared((sizes: Sizes) => {
  const { entryBits, temporaryBits, temporaryAddressBits, payloadAddressBits, wordBits, byteBits } = sizes;
  const fields = passedFields(sizes);
  const bypasses = bypassesBuffers(sizes);
  const queue = {
    head_valid: input(1, 'a message waits in a temporary buffer'),
    head: input(packedWidth(fields), 'which'),
    pop: output(1, 'it is taken'),
  };
  const destination = {
    ...prefixed('sender', '', flipped(sendingPorts(sizes))),
    available: input(1, 'a buffer would be allocated now'),
    waits: output(1, 'a message that could go on has no buffer yet'),
    ...writePort(payloadAddressBits, sizes),
    ...sendingSlotPorts(sizes),
  };
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
    ports: {
      ...clockAndReset(),
      ...prefixed('request', 'requests that wait', queue),
      ...prefixed('return', 'returns that wait', queue),
      ...group('server threads', {
        ...threadSettings(sizes),
        call_returned: input(1, 'the return of a call has left the server area'),
      }),
      ...group('held calls', { ...passedCallPort(sizes), ...keptReturnPorts(sizes) }),
      ...prefixed('server', 'server area: requests', destination),
      ...prefixed('client', 'client area: returns', destination),
      ...group('temporary buffers', {
        read_valid: output(1, 'a word is read'),
        read_address: output(temporaryAddressBits, 'in words'),
        read_data: input(wordBits, 'the word, in the cycle after'),
        give_back: output(1, 'a temporary buffer is free again'),
        give_back_number: output(temporaryBits, 'which'),
        give_back_return: output(1, 'the message in it was a return'),
      }),
    },
    build(m, io) {
      const states = {
        SELECT: m.constant('STATE_SELECT', 2, 0),
        ALLOCATE: m.constant('STATE_ALLOCATE', 2, 1),
        COPY: m.constant('STATE_COPY', 2, 2),
        INDICATE: m.constant('STATE_INDICATE', 2, 3),
      };
      const state = m.register('state_q', 2, { reset: states.SELECT });
      const threads = declareServerThreads(m, sizes, io.server_threads_limit);
      const serverAvailable = m.register('server_available_q', 1, { reset: 0 });
      const clientAvailable = m.register('client_available_q', 1, { reset: 0 });
      const returnTurn = m.register('return_turn_q', 1, { reset: 0 });
      m.clocked('availability', [
        set(serverAvailable, io.server_available),
        set(clientAvailable, io.client_available),
      ]);

      m.comment('Which leg goes on next.');
      const request = unpack(m, 'request', fields, io.request_head);
      const isCall = m.wire('request_is_call', request.kind.eq(messageKind(m, 'CALL')));
      const threadFree = m.wire('thread_free', isCall.not().or(threads.isFree));
      const selecting = m.wire('selecting', state.eq(states.SELECT));
      const requestWaits = m.wire('request_waits', io.request_head_valid.and(threadFree));
      const short = bypasses
        ? {
            request: request.inline,
            return: unpack(m, 'return', fields, io.return_head).inline,
          }
        : undefined;
      m.assign(io.server_waits, short === undefined ? requestWaits : requestWaits.and(short.request.not()));
      m.assign(
        io.client_waits,
        short === undefined ? io.return_head_valid : io.return_head_valid.and(short.return.not()),
      );
      const serverCould =
        short === undefined ? serverAvailable : choose(short.request, io.server_slot_free, serverAvailable);
      const requestCould = m.wire('request_could', requestWaits.and(serverCould));
      const holds = holdsCalls(sizes);
      const bufferCould = holds ? clientAvailable.or(io.client_sender_reuses) : clientAvailable;
      const clientCould =
        short === undefined ? bufferCould : choose(short.return, io.client_slot_free, bufferCould);
      const returnCould = m.wire('return_could', io.return_head_valid.and(clientCould));
      const pickReturn = m.wire('picks_return', returnCould.and(returnTurn.or(requestCould.not())));

      m.comment('The message being passed on.');
      const isReturn = m.register('is_return_q', 1, { reset: 0 });
      const entry = m.register('entry_q', entryBits, { reset: 0, doc: 'its buffer in the other area' });
      const message = m.register('message_q', packedWidth(fields), { reset: 0 });
      const current = m.wire('current_message', choose(isReturn, io.return_head, io.request_head));
      const source = unpack(m, 'source', fields, current);
      const done = m.wire('sender_done', choose(isReturn, io.client_sender_done, io.server_sender_done));
      const code = m.wire('sender_code', choose(isReturn, io.client_sender_code, io.server_sender_code));
      const obtained = done.and(code.eq(resultCode(m, 'OK')));
      const granted = m.wire(
        'granted',
        state.eq(states.ALLOCATE).and(short === undefined ? obtained : source.inline.or(obtained)),
      );
      const allocatedEntry = m.wire(
        'allocated_entry',
        choose(isReturn, io.client_sender_allocated_entry, io.server_sender_allocated_entry),
      );
      const pointer = m.wire(
        'allocated_pointer',
        choose(isReturn, io.client_sender_allocated_pointer, io.server_sender_allocated_pointer),
      );
      m.wire('unused_pointer_bits', pointer.slice(byteBits - 1, 0));
      const bufferAddress = wordOfPointer(sizes, pointer);
      const destinationAddress = m.wire(
        'destination_address',
        short === undefined
          ? bufferAddress
          : choose(
              source.inline,
              choose(isReturn, io.client_slot_address, io.server_slot_address),
              bufferAddress,
            ),
      );
      const writeReady = m.wire(
        'write_ready',
        choose(isReturn, io.client_write_ready, io.server_write_ready),
      );
      const engine = m.instance(
        'u_copy_engine',
        copyEngine(sizes),
        {
          take: granted,
          source_address: source.address,
          destination_address: destinationAddress,
          length: source.length,
          hold_last: 0,
          read_valid: io.read_valid,
          read_ready: 1,
          read_address: io.read_address,
          read_data: io.read_data,
          write_ready: writeReady,
        },
        { SOURCE_ADDRESS_WIDTH: temporaryAddressBits, DESTINATION_ADDRESS_WIDTH: payloadAddressBits },
      );
      m.wire('unused_engine_outputs', engine.ready.and(engine.last_read));
      m.assign(io.request_pop, granted.and(isReturn.not()));
      m.assign(io.return_pop, granted.and(isReturn));
      m.assign(io.server_write_valid, engine.write_valid.and(isReturn.not()));
      m.assign(io.client_write_valid, engine.write_valid.and(isReturn));

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
      const taken = bypasses ? choose(source.inline, literal(0, entryBits), allocatedEntry) : allocatedEntry;
      m.clocked('message_register', [when(granted, [set(entry, taken), set(message, current)])]);
      m.assign(io.give_back, engine.done);
      m.assign(io.give_back_number, names.temporary);
      m.assign(io.give_back_return, isReturn);
      m.wire('unused_address', names.address);

      if (holds) {
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
