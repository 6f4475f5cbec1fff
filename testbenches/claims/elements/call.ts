// SPDX-License-Identifier: Apache-2.0
import { presets } from '../../../hdl-gen/configuration/index.ts';
import { directPathBugs } from '../../checker/direct-path-bugs.ts';
import type { Evidence } from '../evidence.ts';
import { directTraffic, handMade, inDirectCall } from '../named-tests.ts';

/** A gateway whose kernel copies from space to space, as claims 1 and 2 have it. */
export const directGateway = {
  as: 'a gateway (`parties` three) with `path` direct',
  input: { ...presets['tiny-gateway'], path: 'direct' },
} as const;

/** Claim 1: the call, from client over kernel to server. */
export const callElements: readonly Evidence[] = [
  {
    places: [{ claim: 1, element: 'a' }],
    asks: 'The client allocates a first buffer, in a memory space that it shares with the kernel.',
    configured: directGateway,
    circuits: [
      {
        source: 'hdl-gen/circuits/allocation-lookup.ts',
        module: 'baton_allocation',
        signals: ['first_offered', 'entry', 'first_taken'],
      },
    ],
    tests: [
      inDirectCall(
        '1a: the client allocates the first buffer in the space of client and kernel',
        'the first buffer',
      ),
      directTraffic('order of service'),
    ],
    mutation: {
      name: 'the client is never offered a buffer',
      file: 'baton_allocation.v',
      place: 'assign first_offered = <<first_could && !first_loses>>;',
      wrong: "1'b0",
    },
  },
  {
    places: [{ claim: 1, element: 'b' }],
    asks: 'The client marshals its arguments in that buffer.',
    configured: directGateway,
    circuits: [
      {
        source: 'hdl-gen/circuits/marshaling.ts',
        module: 'baton_marshaling',
        signals: ['write_valid', 'write_address', 'write_data'],
      },
    ],
    tests: [
      inDirectCall('1b: the client marshals the arguments in it', 'in the first buffer'),
      directTraffic('marshaling'),
    ],
    mutation: {
      name: 'odd words are written over even ones',
      file: 'baton_marshaling.v',
      place: 'assign write_address = <<address>>;',
      wrong: "{address[5:1], 1'b0}",
    },
  },
  {
    places: [{ claim: 1, element: 'c' }],
    asks: 'The client calls the remote procedure through the kernel and passes a first reference, to the first buffer.',
    configured: directGateway,
    circuits: [
      {
        source: 'hdl-gen/circuits/message-indication.ts',
        module: 'baton_message_indication',
        signals: ['reference', 'indicated'],
      },
      {
        source: 'hdl-gen/circuits/control-port.ts',
        module: 'baton_control_port',
        signals: ['tag_q', 'length_q'],
      },
    ],
    tests: [
      inDirectCall('1c: the client calls and passes the first reference', 'the first reference'),
      directTraffic('indication'),
    ],
    mutation: handMade('the reference gets another tag'),
  },
  {
    places: [{ claim: 1, element: 'd' }],
    asks: 'The kernel detects the call and allocates a second buffer, in a space that it shares with the server.',
    configured: directGateway,
    circuits: [
      {
        source: 'hdl-gen/circuits/direct-copy.ts',
        module: 'baton_direct_copy',
        signals: ['source_circuits_take', 'asks', 'destination_sender_request'],
      },
    ],
    tests: [
      inDirectCall(
        '1d: the kernel detects the call and then allocates the second buffer in the space of kernel and server',
        'the second buffer',
      ),
      directTraffic('pace'),
    ],
    mutation: {
      name: 'the kernel asks for a second buffer before it detects a call',
      file: 'baton_direct_copy.v',
      place: 'asks = <<source_circuits_take>> ||',
      wrong: 'state_q == STATE_WAIT',
    },
  },
  {
    places: [{ claim: 1, element: 'e' }],
    asks: 'The kernel copies what is in the first buffer to the second.',
    configured: directGateway,
    circuits: [
      {
        source: 'hdl-gen/circuits/copy-engine.ts',
        module: 'baton_copy_engine',
        signals: ['is_last', 'read_address', 'write_address', 'write_data'],
      },
    ],
    tests: [
      inDirectCall('1e: the kernel copies the first buffer to the second', 'in the second buffer'),
      directTraffic('pace'),
    ],
    mutation: handMade('the copy stops one word early'),
  },
  {
    places: [{ claim: 1, element: 'f' }],
    asks: 'The kernel deallocates the first buffer.',
    configured: directGateway,
    circuits: [
      {
        source: 'hdl-gen/circuits/direct-copy.ts',
        module: 'baton_direct_copy',
        signals: ['source_release_request', 'source_release_entry', 'copy_engine_done'],
      },
      { source: 'hdl-gen/circuits/deallocation.ts', module: 'baton_deallocation', signals: ['permit'] },
    ],
    tests: [
      inDirectCall('1f: the kernel deallocates the first buffer', 'once copied'),
      directTraffic('freed after the copy'),
    ],
    mutation: handMade('the buffer is freed when its copy begins', directPathBugs),
  },
  {
    places: [{ claim: 1, element: 'g' }],
    asks: 'The kernel calls the remote procedure with a second reference, to the second buffer.',
    configured: directGateway,
    circuits: [
      {
        source: 'hdl-gen/circuits/direct-copy.ts',
        module: 'baton_direct_copy',
        signals: ['destination_sender_operation', 'destination_sender_entry', 'entry_q'],
      },
    ],
    tests: [
      inDirectCall('1g: the kernel calls with the second reference', 'the second reference'),
      directTraffic('indication'),
    ],
    mutation: {
      name: 'the kernel passes on the entry of the first buffer',
      file: 'baton_direct_copy.v',
      place: 'assign destination_sender_entry = <<entry_q>>;',
      wrong: 'message_q[1:0]',
    },
  },
  {
    places: [{ claim: 1, element: 'h' }],
    asks: 'The server detects the call and unmarshals the arguments from the second buffer.',
    configured: directGateway,
    circuits: [
      {
        source: 'hdl-gen/circuits/unmarshaling.ts',
        module: 'baton_unmarshaling',
        signals: ['source_take', 'is_last', 'read_address', 'out_data'],
      },
      {
        source: 'hdl-gen/circuits/message-detection.ts',
        module: 'baton_message_detection',
        signals: ['head_valid', 'take_by_circuits'],
      },
    ],
    tests: [
      inDirectCall('1h: the server detects the call and unmarshals the arguments', 'the server gets'),
      directTraffic('pace'),
    ],
    mutation: {
      name: 'unmarshaling leaves out the last word',
      file: 'baton_unmarshaling.v',
      place: "last_q <= (<<current_left <= 7'd8>>);",
      wrong: "current_left <= 7'd12",
    },
  },
  {
    places: [{ claim: 1, element: 'i' }],
    asks: 'The server deallocates the second buffer and executes the procedure.',
    configured: directGateway,
    circuits: [
      {
        source: 'hdl-gen/circuits/unmarshaling.ts',
        module: 'baton_unmarshaling',
        signals: ['release_request_q', 'release_buffer_q'],
      },
    ],
    tests: [
      inDirectCall('1i: the server deallocates the second buffer and executes', 'freed by the server'),
      directTraffic('freed at once'),
    ],
    mutation: {
      name: 'the buffers of calls are never freed',
      file: 'baton_unmarshaling.v',
      place: 'if (beats_out_valid && out_ready && <<beat_last>>) begin',
      wrong: "beat_last && beat_kind != 2'd1",
    },
  },
];
