// SPDX-License-Identifier: Apache-2.0
import type { Evidence } from '../evidence.ts';
import { directTraffic, inDirectCall } from '../named-tests.ts';
import { directGateway } from './call.ts';

/** Claim 2: the return, from server over kernel to client. */
export const returnElements: readonly Evidence[] = [
  {
    places: [{ claim: 2, element: 'a' }],
    asks: 'Having executed the procedure, the server allocates a third buffer, in the space that it shares with the kernel.',
    configured: directGateway,
    circuits: [
      {
        source: 'hdl-gen/circuits/allocation-lookup.ts',
        module: 'baton_allocation',
        signals: ['second_offered', 'entry', 'second_taken'],
      },
    ],
    tests: [
      inDirectCall(
        '2a: the server, having executed, allocates the third buffer in the space of kernel and server',
        'the third buffer',
      ),
      directTraffic('order of service'),
    ],
    mutation: {
      name: 'the server is never offered a buffer',
      file: 'baton_allocation.v',
      place: 'assign second_offered = <<offer_valid_q && !second_loses>>;',
      wrong: "1'b0",
    },
  },
  {
    places: [{ claim: 2, element: 'b' }],
    asks: 'The server marshals the return arguments in the third buffer.',
    configured: directGateway,
    circuits: [
      {
        source: 'hdl-gen/circuits/marshaling.ts',
        module: 'baton_marshaling',
        signals: ['write_valid', 'address_q', 'write_data'],
      },
    ],
    tests: [
      inDirectCall('2b: the server marshals the return arguments in it', 'in the third buffer'),
      directTraffic('marshaling'),
    ],
    mutation: {
      name: 'all words are written to the same place',
      file: 'baton_marshaling.v',
      place: "address_q <= <<address + 6'd1>>;",
      wrong: 'address',
    },
  },
  {
    places: [{ claim: 2, element: 'c' }],
    asks: 'The server returns and passes a third reference, to the third buffer, to the kernel.',
    configured: directGateway,
    circuits: [
      {
        source: 'hdl-gen/circuits/message-indication.ts',
        module: 'baton_message_indication',
        signals: ['reference', 'indicated', 'head'],
      },
    ],
    tests: [
      inDirectCall('2c: the server returns and passes the third reference', 'the third reference'),
      directTraffic('detection'),
    ],
    mutation: {
      name: 'the reference of a return names a byte less',
      file: 'baton_message_indication.v',
      place: 'kind, tag, <<length>>, entry_pointer, entry}',
      wrong: "(kind == 2'd2) ? length - 7'd1 : length",
    },
  },
  {
    places: [{ claim: 2, element: 'd' }],
    asks: 'The kernel detects the return and allocates a fourth buffer, in the space that it shares with the client.',
    configured: directGateway,
    circuits: [
      {
        source: 'hdl-gen/blocks/direct-kernel.ts',
        module: 'baton_direct_kernel',
        signals: ['server_circuits_ready', 'server_circuits_take', 'client_sender_request'],
      },
    ],
    tests: [
      inDirectCall(
        '2d: the kernel detects the return and then allocates the fourth buffer in the space of client and kernel',
        'the fourth buffer',
      ),
      directTraffic('pace'),
    ],
    mutation: {
      name: 'the kernel takes no return',
      file: 'baton_direct_kernel.v',
      place: ".may_take (<<1'b1>>)",
      wrong: "1'b0",
    },
  },
  {
    places: [{ claim: 2, element: 'e' }],
    asks: 'The kernel copies what is in the third buffer to the fourth.',
    configured: directGateway,
    circuits: [
      {
        source: 'hdl-gen/circuits/copy-engine.ts',
        module: 'baton_copy_engine',
        signals: ['left_q', 'read_address', 'write_address', 'write_data'],
      },
    ],
    tests: [
      inDirectCall('2e: the kernel copies the third buffer to the fourth', 'in the fourth buffer'),
      directTraffic('pace'),
    ],
    mutation: {
      name: 'the copy counts every word twice',
      file: 'baton_copy_engine.v',
      place: "left_q <= <<current_left - 7'd4>>;",
      wrong: "current_left - 7'd8",
    },
  },
  {
    places: [{ claim: 2, element: 'f' }],
    asks: 'The kernel deallocates the third buffer.',
    configured: directGateway,
    circuits: [
      {
        source: 'hdl-gen/circuits/direct-copy.ts',
        module: 'baton_direct_copy',
        signals: ['source_release_request', 'source_release_entry'],
      },
    ],
    tests: [
      inDirectCall('2f: the kernel deallocates the third buffer', 'freed by the kernel'),
      directTraffic('freed after the copy'),
    ],
    mutation: {
      name: 'the kernel frees the buffer of another message',
      file: 'baton_direct_copy.v',
      place: 'assign source_release_entry = <<message_entry>>;',
      wrong: '~message_entry',
    },
  },
  {
    places: [{ claim: 2, element: 'g' }],
    asks: 'The kernel returns to the client and passes a fourth reference, to the fourth buffer.',
    configured: directGateway,
    circuits: [
      {
        source: 'hdl-gen/circuits/direct-copy.ts',
        module: 'baton_direct_copy',
        signals: ['indicates', 'destination_sender_length', 'destination_sender_tag'],
      },
    ],
    tests: [
      inDirectCall('2g: the kernel returns the fourth reference to the client', 'the fourth reference'),
      directTraffic('indication'),
    ],
    mutation: {
      name: 'the kernel passes references to nothing',
      file: 'baton_direct_copy.v',
      place: 'assign destination_sender_length = <<message_length>>;',
      wrong: "7'd0",
    },
  },
  {
    places: [{ claim: 2, element: 'h' }],
    asks: 'The client detects the return and unmarshals the return arguments from the fourth buffer.',
    configured: directGateway,
    circuits: [
      {
        source: 'hdl-gen/circuits/unmarshaling.ts',
        module: 'baton_unmarshaling',
        signals: ['source_take', 'read_data', 'out_data'],
      },
    ],
    tests: [
      inDirectCall(
        '2h: the client detects the return and unmarshals the return arguments',
        'the client gets',
      ),
      directTraffic('delivery'),
    ],
    mutation: {
      name: 'two bytes are swapped on their way out of the buffer',
      file: 'baton_unmarshaling.v',
      place: 'assign out_data = <<beat_data>>;',
      wrong: '{beat_data[31:16], beat_data[7:0], beat_data[15:8]}',
    },
  },
  {
    places: [{ claim: 2, element: 'i' }],
    asks: 'The client deallocates the fourth buffer and goes on.',
    configured: directGateway,
    circuits: [
      {
        source: 'hdl-gen/circuits/unmarshaling.ts',
        module: 'baton_unmarshaling',
        signals: ['release_request_q', 'release_buffer_q'],
      },
      { source: 'hdl-gen/circuits/deallocation.ts', module: 'baton_deallocation', signals: ['permit'] },
    ],
    tests: [
      inDirectCall('2i: the client deallocates the fourth buffer and goes on', 'freed by the client'),
      directTraffic('freed at once'),
    ],
    mutation: {
      name: 'the buffers of returns are never freed',
      file: 'baton_unmarshaling.v',
      place: 'if (beats_out_valid && out_ready && <<beat_last>>) begin',
      wrong: "beat_last && beat_kind != 2'd2",
    },
  },
];
