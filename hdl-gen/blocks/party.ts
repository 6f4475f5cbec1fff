// SPDX-License-Identifier: Apache-2.0
import { bypassesBuffers } from '../circuits/bypass.ts';
import { shared } from '../circuits/shared.ts';
import type { Sizes } from '../circuits/sizes.ts';
import { receivingStream, unmarshaling } from '../circuits/unmarshaling.ts';
import {
  concat,
  defineModule,
  type ModuleBuilder,
  type PortSignals,
  type Signal,
} from '../language/index.ts';
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
      const { buffer, release, bits, connectRead } = describeSource(m, sizes, io, reference);
      const reads = m.instance(
        'u_unmarshaling',
        unmarshaling(sizes),
        {
          ...signalsOf(io, receivingStream(sizes)),
          ...reading,
          source_ready: io.circuits_ready,
          source_take: io.circuits_take,
          source_buffer: buffer,
          source_address: address,
          source_length: reference.length,
          source_tag: reference.tag,
          source_kind: reference.kind,
          release_request: io.release_request,
          release_buffer: release,
          release_accepted: io.release_accepted,
        },
        { ADDRESS_WIDTH: sizes.payloadAddressBits, BUFFER_WIDTH: bits },
      );
      connectRead(reads);
    },
  }),
);

/** What names the place of a message: the number of its buffer, with a bit above it for inline slots where there are some. */
function describeSource(
  m: ModuleBuilder,
  sizes: Sizes,
  io: PortSignals<ReturnType<typeof partyPorts>>,
  reference: Readonly<Record<'entry' | 'inline', Signal>>,
) {
  const { entryBits } = sizes;
  if (!bypassesBuffers(sizes)) {
    return { buffer: reference.entry, release: io.release_entry, bits: entryBits, connectRead() {} };
  }
  const release = m.declare('released_place', entryBits + 1, 'inline slot or buffer, number of the buffer');
  m.assign(io.release_inline, release.bit(entryBits));
  m.assign(io.release_entry, release.slice(entryBits - 1, 0));
  return {
    buffer: m.wire('head_place', concat(reference.inline, reference.entry)),
    release,
    bits: entryBits + 1,
    connectRead({ read_buffer: read }: { readonly read_buffer: Signal }) {
      m.assign(io.read_inline, read.bit(entryBits));
      m.wire('unused_read_entry', read.slice(entryBits - 1, 0));
    },
  };
}
