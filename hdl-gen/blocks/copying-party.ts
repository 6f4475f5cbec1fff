// SPDX-License-Identifier: Apache-2.0
import { bypassesBuffers } from '../circuits/bypass.ts';
import { copyEngine } from '../circuits/copy-engine.ts';
import { pack, packedWidth, unpack } from '../circuits/fields.ts';
import { temporaryFields } from '../circuits/reference.ts';
import { temporarySettings } from '../circuits/run-time-settings.ts';
import { shared } from '../circuits/shared.ts';
import type { Sizes } from '../circuits/sizes.ts';
import { temporaryPool } from '../circuits/temporary-pool.ts';
import { receivingStream, unmarshaling } from '../circuits/unmarshaling.ts';
import { choose, defineModule, group, type Signal, set, when } from '../language/index.ts';
import { fifo } from '../primitives/fifo.ts';
import { blockMemory } from '../primitives/memory.ts';
import { signalsOf } from './connect.ts';
import { describePartyCircuits } from './party-circuits.ts';
import { partyPorts } from './party-ports.ts';
import {
  describeLaneEvents,
  describeTemporaryEvents,
  laneEventPorts,
  messageWaitsPort,
  temporaryEventPorts,
} from './temporary-events.ts';

/** The ports of a party, and the settings of its temporary buffers. */
export function copyingPartyPorts(sizes: Sizes) {
  return {
    ...partyPorts(sizes),
    ...group('settings', temporarySettings(sizes)),
    ...group('statistics', {
      ...messageWaitsPort(sizes),
      ...temporaryEventPorts(sizes, ['request']),
      ...laneEventPorts(sizes, ['lane_in']),
    }),
  };
}

/** Copies each message into a temporary buffer and frees its shared buffer before the message is processed. */
export const copyingParty = shared((sizes: Sizes) => {
  const { temporaryBits, temporaryAddressBits, temporaryWords, entryBits, wordBits } = sizes;
  const { temporaryBuffers } = sizes.configuration;
  const fields = temporaryFields(sizes);
  return defineModule({
    name: 'baton_copying_party',
    summary:
      'circuits of a party that copies its messages into temporary buffers and frees the shared buffer at once.',
    claims: 'claim elements 7d to 7f, 8, 12d to 12f, 13, 19d to 19f and 20 el. 1 to 4',
    timing: [
      'The shared buffer is free in the cycle after its last word was copied; the first beat for processing is offered two cycles later.',
    ],
    notes: ['The received messages are the processing port: what it offers has left the shared memory.'],
    ports: copyingPartyPorts(sizes),
    build(m, io) {
      const { reading, reference, address } = describePartyCircuits(m, sizes, io);

      m.comment('From the shared buffer into a temporary one.');
      const waits = m.register('release_waits_q', 1, { reset: 0, doc: 'a copied buffer waits to be freed' });
      const entry = m.register('copied_entry_q', entryBits, { reset: 0, doc: 'the buffer being copied' });
      const waitingEntry = m.register('waiting_entry_q', entryBits, {
        reset: 0,
        doc: 'the buffer that waits to be freed',
      });
      const message = m.register('copied_message_q', packedWidth(fields), {
        reset: 0,
        doc: 'the message being copied, as it will wait',
      });
      const finished = m.register('finished_message_q', packedWidth(fields), {
        reset: 0,
        doc: 'the message whose last word is written',
      });
      const release = m.declare('temporary_release', 1);
      const releaseNumber = m.declare('temporary_release_number', temporaryBits);
      const pool = m.instance('u_temporary_pool', temporaryPool(sizes), {
        ...signalsOf(io, temporarySettings(sizes)),
        offer_take: io.circuits_take,
        give_back: release,
        give_back_number: releaseNumber,
      });
      m.wire('unused_for_request', pool.offer_for_request);
      const taken = m.wire(
        'taken_message',
        pack(fields, {
          temporary: pool.offer_number,
          address: pool.offer_address,
          length: reference.length,
          tag: reference.tag,
          kind: reference.kind,
        }),
      );
      const written = m.declare('temporary_data', wordBits);
      const engine = m.instance(
        'u_copy_engine',
        copyEngine(sizes),
        {
          ...reading,
          take: io.circuits_take,
          source_address: address,
          destination_address: pool.offer_address,
          length: reference.length,
          hold_last: waits,
          write_ready: 1,
          write_data: written,
        },
        { SOURCE_ADDRESS_WIDTH: sizes.payloadAddressBits, DESTINATION_ADDRESS_WIDTH: temporaryAddressBits },
      );
      m.assign(io.circuits_ready, engine.ready.and(pool.offer_for_return));
      m.clocked('copied_message', [
        when(io.circuits_take, [set(entry, reference.entry), set(message, taken)]),
        when(engine.last_read, [set(finished, choose(io.circuits_take, taken, message))]),
      ]);

      m.comment('The shared buffer is freed with the last word.');
      const current = m.wire('current_entry', choose(io.circuits_take, reference.entry, entry));
      const free = m.wire('frees', engine.last_read.or(waits));
      m.assign(io.release_request, free);
      m.assign(io.release_entry, choose(waits, waitingEntry, current));
      m.clocked('buffer_to_free', [
        set(waits, free.and(io.release_accepted.not())),
        when(waits.not(), [set(waitingEntry, current)]),
      ]);
      if (bypassesBuffers(sizes)) {
        const inlineQ = m.register('copied_inline_q', 1, {
          reset: 0,
          doc: 'what is copied is in an inline slot',
        });
        const inline = m.wire('copies_inline', choose(io.circuits_take, reference.inline, inlineQ));
        m.clocked('copied_slot', [when(io.circuits_take, [set(inlineQ, reference.inline)])]);
        m.assign(io.read_inline, inline);
        // A slot is freed at once, so only a buffer waits.
        m.assign(io.release_inline, inline.and(waits.not()));
      }

      m.comment('From the temporary buffer to the processing port.');
      const processReady = m.declare('process_ready', 1, 'the next message can be processed');
      const take = m.declare('process_take', 1);
      const queue = m.instance(
        'u_waiting',
        fifo('baton_temporary_queue', {
          width: packedWidth(fields),
          depth: temporaryBuffers,
          holds: 'messages in temporary buffers',
        }),
        { push: engine.done, push_data: finished, pop: take },
      );
      m.assign(take, queue.head_valid.and(processReady));
      const next = unpack(m, 'next', fields, queue.head);
      const fetched = m.declare('temporary_fetched', wordBits);
      const reads = m.instance(
        'u_unmarshaling',
        unmarshaling(sizes),
        {
          ...signalsOf(io, receivingStream(sizes)),
          source_ready: processReady,
          source_take: take,
          source_buffer: next.temporary,
          source_address: next.address,
          source_length: next.length,
          source_tag: next.tag,
          source_kind: next.kind,
          read_ready: 1,
          read_data: fetched,
          release_request: release,
          release_buffer: releaseNumber,
          release_accepted: release,
        },
        { ADDRESS_WIDTH: temporaryAddressBits, BUFFER_WIDTH: temporaryBits },
      );
      if (bypassesBuffers(sizes)) m.wire('unused_read_temporary', reads.read_buffer);
      m.instance(
        'u_temporaries',
        blockMemory,
        {
          write_enable: engine.write_valid,
          write_lanes: 1,
          write_address: engine.write_address,
          write_data: written,
          read_enable: reads.read_valid,
          read_address: reads.read_address,
          read_data: fetched,
        },
        {
          LANES: 1,
          LANE_WIDTH: wordBits,
          DEPTH: temporaryWords,
          ADDRESS_WIDTH: temporaryAddressBits,
        },
      );
      if ('message_waits' in io) {
        describeLaneEvents(m, io, { lane_in: engine.write_valid });
        describeTemporaryEvents(m, io, {
          taken: io.circuits_take,
          returned: release,
          legs: {
            request: {
              wants: io.message_waits as Signal,
              available: pool.offer_for_return,
              served: io.circuits_take,
            },
          },
        });
      }
      m.probe('temporary_write', engine.write_valid, 'a word is written to a temporary buffer');
      m.probe('temporary_write_address', engine.write_address, 'where, in words');
      m.probe('temporary_write_data', written, 'the word');
      m.probe('copy_done', engine.done, 'a copy is complete');
      m.probe('copied_entry', current, 'the buffer being copied');
    },
  });
});
