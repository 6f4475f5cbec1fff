// SPDX-License-Identifier: Apache-2.0
import { shared } from '../circuits/shared.ts';
import type { Sizes } from '../circuits/sizes.ts';
import { receivingStream, unmarshaling } from '../circuits/unmarshaling.ts';
import { defineModule } from '../language/index.ts';
import { signalsOf } from './connect.ts';
import { describePartyCircuits } from './party-circuits.ts';
import { partyPorts } from './party-ports.ts';

/** Sends its messages, and unmarshals those it gets straight from their buffers: client, server, first party. */
export const party = shared((sizes: Sizes) =>
  defineModule({
    name: 'baton_party',
    summary: 'circuits of a party that unmarshals its messages straight from the shared buffers.',
    claims: 'claim elements 7a to 7c and 20 el. 5 and 6',
    timing: ['See baton_marshaling and baton_unmarshaling.'],
    ports: partyPorts(sizes),
    build(m, io) {
      const { reading, reference, address } = describePartyCircuits(m, sizes, io);
      m.instance(
        'u_unmarshaling',
        unmarshaling(sizes),
        {
          ...signalsOf(io, receivingStream(sizes)),
          ...reading,
          source_ready: io.circuits_ready,
          source_take: io.circuits_take,
          source_buffer: reference.entry,
          source_address: address,
          source_length: reference.length,
          source_tag: reference.tag,
          source_kind: reference.kind,
          release_request: io.release_request,
          release_buffer: io.release_entry,
          release_accepted: io.release_accepted,
        },
        { ADDRESS_WIDTH: sizes.payloadAddressBits, BUFFER_WIDTH: sizes.entryBits },
      );
    },
  }),
);
