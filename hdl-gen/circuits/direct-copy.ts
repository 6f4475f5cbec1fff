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
import { bypassesBuffers, receivingSlotPorts, sendingSlotPorts } from './bypass.ts';
import { operation } from './codes.ts';
import { releasePorts } from './control-port-ports.ts';
import { copyEngine } from './copy-engine.ts';
import { packedWidth, unpack } from './fields.ts';
import { answersCall, holdsCalls, keptReturnPorts, passedCallPort, sendingPorts } from './holding.ts';
import { readPort, writePort } from './payload.ts';
import { wordOfPointer } from './pointer.ts';
import { referenceFields } from './reference.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** The area that a leg of the direct path copies from; seen from the leg. */
export function directSource(sizes: Sizes) {
  return {
    head: input(packedWidth(referenceFields(sizes)), 'reference of the message that has waited longest'),
    circuits_ready: output(1, 'it can be taken'),
    circuits_take: input(1, 'it is taken'),
    ...readPort(sizes.payloadAddressBits, sizes),
    ...prefixed('release', '', flipped(releasePorts(sizes))),
    ...receivingSlotPorts(sizes),
  };
}

/** The area that a leg of the direct path copies to; seen from the leg. */
export function directDestination(sizes: Sizes) {
  return {
    ...prefixed('sender', '', flipped(sendingPorts(sizes))),
    allocation_waits: output(1, 'a message has no buffer there yet'),
    ...writePort(sizes.payloadAddressBits, sizes),
    ...sendingSlotPorts(sizes),
  };
}

/** One leg of a kernel without temporary buffers: from the buffers of one area straight into those of the other. */
export const directCopy = shared((sizes: Sizes) => {
  const { entryBits, payloadAddressBits, wordBits, wordBytes, byteBits } = sizes;
  const fields = referenceFields(sizes);
  const bypasses = bypassesBuffers(sizes);
  return defineModule({
    name: 'baton_direct_copy',
    summary:
      'passes messages on from one area to the other: detects, allocates, copies, frees, and indicates.',
    claims: 'claim elements 1d to 1g for requests, 2d to 2g for returns',
    timing: [
      'The buffer is asked for in the cycle in which the message is taken. A message of W words taken in cycle t is written by cycle t + W + 1, its buffer free from cycle t + W + 3 on; in that cycle the message is indicated and the next one taken.',
    ],
    notes: [
      'One step after the other, as claimed: the buffer in the other area is allocated when the message has been detected, its own buffer is freed when all is copied, and the message is indicated when its own buffer has been given back.',
      ...(bypasses
        ? [
            'A message that came in an inline slot goes on in one: it waits for a slot alone and takes no buffer.',
          ]
        : []),
      'A word that has to wait for its write is kept, because its memory may show another word by then.',
    ],
    ports: {
      ...clockAndReset(),
      ...group('order', { may_take: input(1, 'the message may be passed on now') }),
      ...group('held calls', { ...passedCallPort(sizes), ...keptReturnPorts(sizes) }),
      ...prefixed('source', 'area that messages come from', directSource(sizes)),
      ...prefixed('destination', 'area that they go to', directDestination(sizes)),
    },
    build(m, io) {
      const names = ['WAIT', 'ASK', 'ALLOCATE', 'COPY', 'FREE', 'INDICATE'] as const;
      const states = Object.fromEntries(
        names.map((name, index) => [name, m.constant(`STATE_${name}`, 3, index)]),
      ) as Record<(typeof names)[number], ReturnType<typeof m.constant>>;
      const state = m.register('state_q', 3, { reset: states.WAIT });
      const message = m.register('message_q', packedWidth(fields), {
        reset: 0,
        doc: 'reference of the message being passed on',
      });
      const entry = m.register('entry_q', entryBits, { reset: 0, doc: 'its buffer in the other area' });
      const reference = unpack(m, 'message', fields, message);

      m.assign(io.source_circuits_ready, state.eq(states.WAIT).and(io.may_take));
      const take = io.source_circuits_take;
      const next = unpack(m, 'next', fields, io.source_head);
      const obtained = io.destination_sender_allocated;
      m.wire('unused_code', io.destination_sender_code);
      const granted = m.wire(
        'granted',
        state
          .eq(states.ALLOCATE)
          .and(bypasses ? choose(reference.inline, io.destination_slot_free, obtained) : obtained),
      );

      m.comment('A word that cannot be written at once.');
      const kept = m.register('kept_word_q', wordBits, { reset: 0 });
      const isKept = m.register('word_kept_q', 1, { reset: 0 });
      const word = m.wire('word', choose(isKept, kept, io.source_read_data));
      const writes = m.declare('writes', 1);
      const stalled = m.wire('stalled', writes.and(io.destination_write_ready.not()));
      m.clocked('word_keeper', [set(isKept, stalled), when(stalled, [set(kept, word)])]);

      const sourceAddress = m.wire('source_address', wordOfPointer(sizes, reference.pointer));
      const pointer = io.destination_sender_allocated_pointer;
      const bufferAddress = wordOfPointer(sizes, pointer);
      const destinationAddress = m.wire(
        'destination_address',
        bypasses ? choose(reference.inline, io.destination_slot_address, bufferAddress) : bufferAddress,
      );
      m.wire(
        'unused_pointer_bits',
        reference.pointer.slice(byteBits - 1, 0).xor(pointer.slice(byteBits - 1, 0)),
      );
      const engine = m.instance(
        'u_copy_engine',
        copyEngine(sizes),
        {
          take: granted,
          source_address: sourceAddress,
          destination_address: destinationAddress,
          length: reference.length,
          hold_last: 0,
          read_valid: io.source_read_valid,
          read_ready: io.source_read_ready,
          read_address: io.source_read_address,
          read_data: word,
          write_valid: writes,
          write_ready: io.destination_write_ready,
          write_address: io.destination_write_address,
          write_data: io.destination_write_data,
        },
        { SOURCE_ADDRESS_WIDTH: payloadAddressBits, DESTINATION_ADDRESS_WIDTH: payloadAddressBits },
      );
      m.wire('unused_engine_outputs', engine.ready.and(engine.last_read));
      m.assign(io.destination_write_valid, writes);
      m.assign(
        io.destination_write_strobe,
        literal((1n << BigInt(wordBytes)) - 1n, wordBytes, 'hexadecimal'),
      );

      const indicates = m.wire('indicates', state.eq(states.INDICATE));
      m.assign(io.source_release_request, engine.done.or(state.eq(states.FREE)));
      m.assign(io.source_release_entry, reference.entry);
      const begins = bypasses ? take.and(next.inline.not()) : take;
      const asks = m.wire('asks', begins.or(state.eq(states.ASK)));
      const awaits = state.eq(states.ALLOCATE);
      m.assign(io.destination_sender_request, asks.or(indicates));
      m.assign(
        io.destination_allocation_waits,
        asks.or(bypasses ? awaits.and(reference.inline.not()) : awaits),
      );
      if (bypasses) {
        m.assign(io.destination_sender_inline, reference.inline);
        m.assign(io.destination_write_inline, reference.inline);
        m.assign(io.source_read_inline, reference.inline);
        m.assign(io.source_release_inline, reference.inline);
      }
      m.assign(
        io.destination_sender_operation,
        choose(indicates, operation(m, 'INDICATE'), operation(m, 'ALLOCATE')),
      );
      m.assign(io.destination_sender_entry, entry);
      m.assign(io.destination_sender_length, reference.length);
      m.assign(io.destination_sender_tag, reference.tag);
      if (abortsRequests(sizes)) m.assign(io.destination_sender_give_up, 0);
      m.assign(io.destination_sender_kind, reference.kind);

      if (holdsCalls(sizes)) {
        const kind = m.wire('kind_now', choose(take, next.kind, reference.kind));
        m.assign(io.destination_sender_answers, answersCall(m, sizes, kind));
        m.assign(io.destination_sender_call, choose(take, next.tag, reference.tag));
        m.wire('unused_reuses', io.destination_sender_reuses);
        m.assign(io.passes_held, reference.held);
        m.assign(io.keep, granted.and(reference.held));
        m.assign(io.keep_client_entry, io.destination_sender_allocated_entry);
        m.assign(io.keep_server_entry, reference.entry);
      }

      const accepted = io.destination_sender_accepted;
      const freed = io.source_release_accepted;
      m.clocked('state_register', [
        select(
          state,
          [
            {
              label: states.WAIT,
              comment: 'a message that is taken asks for a buffer in the other area at once',
              body: [
                when(take, [
                  set(
                    state,
                    choose(bypasses ? next.inline.or(accepted) : accepted, states.ALLOCATE, states.ASK),
                  ),
                ]),
              ],
            },
            {
              label: states.ASK,
              comment: 'and as long as none is left',
              body: [when(accepted, [set(state, states.ALLOCATE)])],
            },
            {
              label: states.ALLOCATE,
              comment: 'the copy begins with the buffer',
              body: [
                when(bypasses ? io.destination_sender_done.or(granted) : io.destination_sender_done, [
                  set(state, choose(granted, states.COPY, states.ASK)),
                ]),
              ],
            },
            {
              label: states.COPY,
              comment: 'with the last word the buffer that was copied is given back',
              body: [when(engine.done, [set(state, choose(freed, states.INDICATE, states.FREE))])],
            },
            {
              label: states.FREE,
              comment: 'something else of this party goes first',
              body: [when(freed, [set(state, states.INDICATE)])],
            },
          ],
          [when(accepted, [set(state, states.WAIT)])],
          'STATE_INDICATE: the other party hears of it',
        ),
      ]);
      m.clocked('message_register', [
        when(take, [set(message, io.source_head)]),
        when(granted, [
          set(
            entry,
            bypasses
              ? choose(reference.inline, literal(0, entryBits), io.destination_sender_allocated_entry)
              : io.destination_sender_allocated_entry,
          ),
        ]),
      ]);
      m.probe('state', state, 'state of the message being passed on');
      m.probe('done', engine.done, 'its last word is written');
    },
  });
});
