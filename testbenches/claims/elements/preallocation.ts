// SPDX-License-Identifier: Apache-2.0
import { presets } from '../../../hdl-gen/configuration/index.ts';
import type { Evidence } from '../evidence.ts';
import { directTraffic, handMade, inChannelCall, inDirectCall, traffic } from '../named-tests.ts';
import { directGateway } from './call.ts';
import { channel } from './message.ts';

/** The shape of the circuit tests that have buffers with gaps between them, in any order. */
const scattered = "with '5 scattered buffers, 3 threads, 1 kept'";

const swapUnit = {
  source: 'hdl-gen/circuits/atomic-swap.ts',
  module: 'baton_atomic_swap',
  signals: ['first_accept', 'second_accept', 'first_flag_before', 'second_flag_before'],
} as const;

/** Claims 3 to 6, and the same of one space: 9 to 11, 16 to 18 and 21 to 23. */
export const preallocationElements: readonly Evidence[] = [
  {
    places: [{ claim: 3 }],
    asks: 'The space of client and kernel is preallocated to a first size before the call, with a first number of buffers.',
    configured: {
      as: 'a gateway (`parties` three) with `memory` all-at-once',
      input: presets['tiny-gateway'],
    },
    circuits: [
      {
        source: 'hdl-gen/circuits/initialization.ts',
        module: 'baton_initialization',
        signals: ['filling', 'ready'],
      },
    ],
    tests: [
      {
        file: 'testbenches/blocks/before-ready.test.ts',
        titles: [
          'tiny-gateway accepts nothing before ready, neither beats nor commands nor window accesses, and beats with it',
        ],
        reports: { says: 'after the reset' },
      },
      traffic('tiny-gateway', 'pace'),
    ],
    mutation: {
      name: 'calls are accepted before the space has its buffers',
      file: 'baton_initialization.v',
      place: 'assign ready = <<ready_q>>;',
      wrong: "1'b1",
    },
  },
  {
    places: [{ claim: 4 }],
    asks: 'Client and kernel may each allocate a buffer, by indicating that it is in use.',
    configured: directGateway,
    circuits: [
      {
        source: 'hdl-gen/circuits/control-port.ts',
        module: 'baton_control_port',
        signals: ['swap_operation', 'swap_value', 'swap_entry'],
      },
    ],
    tests: [
      inDirectCall(
        '1a: the client allocates the first buffer in the space of client and kernel',
        'the first buffer',
      ),
      inDirectCall(
        '2d: the kernel detects the return and then allocates the fourth buffer in the space of client and kernel',
        'the fourth buffer',
      ),
      directTraffic('atomic access'),
    ],
    mutation: {
      name: 'an allocated buffer is not marked as in use',
      file: 'baton_control_port.v',
      place: 'assign swap_value = <<stores>>;',
      wrong: "1'b1",
    },
  },
  {
    places: [{ claim: 5 }],
    asks: 'Indicating it is an atomic swap between the flag of the buffer and a value that says "in use".',
    configured: directGateway,
    circuits: [swapUnit],
    tests: [
      {
        file: 'testbenches/circuits/atomic-swap.test.ts',
        titles: [
          `the atomic swap unit ${scattered}`,
          'random operations agree with the naive model (seed 1)',
        ],
        reports: { says: 'old flag of the' },
      },
      directTraffic('atomic access'),
    ],
    mutation: {
      name: 'the swap returns the opposite of the flag',
      file: 'baton_atomic_swap.v',
      place: 'first_flag_before = first_done_q && <<flags[first_entry_q]>>;',
      wrong: '!flags[first_entry_q]',
    },
  },
  {
    places: [{ claim: 6 }],
    asks: 'The space of client and kernel is a plurality of small memory areas: each buffer lies where its own pointer says.',
    configured: {
      as: 'any, with a list as `bufferAddresses`',
      input: {
        parties: 'three',
        buffers: 5,
        bufferAddresses: [260, 64, 0, 512, 132],
        threads: 3,
        dataWidth: 32,
        bufferBytes: 64,
        temporaryBuffers: 3,
      },
    },
    circuits: [
      {
        source: 'hdl-gen/circuits/initialization.ts',
        module: 'baton_initialization',
        signals: ['pointer_of_entry', 'pointer'],
      },
      {
        source: 'hdl-gen/circuits/control-ram.ts',
        module: 'baton_control_ram',
        signals: ['initialize_pointer'],
      },
    ],
    tests: [
      {
        file: 'testbenches/circuits/initialization.test.ts',
        titles: [
          `the control area ${scattered}`,
          'is filled entry by entry as in Fig. 8, and ready rises after the last',
        ],
        reports: { says: 'pointer in cycle' },
      },
    ],
    mutation: {
      name: 'the buffers lie one behind the other',
      file: 'baton_initialization.v',
      place: 'assign pointer = <<pointer_of_entry>>;',
      wrong: "{1'b0, entry_q, 6'd0}",
    },
  },
  {
    places: [{ claim: 9 }, { claim: 16 }, { claim: 21 }],
    asks: 'The shared space is preallocated to a first size before the second procedure is called, with a first number of buffers.',
    configured: channel,
    circuits: [
      {
        source: 'hdl-gen/circuits/control-ram.ts',
        module: 'baton_control_ram',
        signals: ['count_q', 'flags_q'],
      },
      {
        source: 'hdl-gen/circuits/initialization.ts',
        module: 'baton_initialization',
        signals: ['write_count', 'write_entry', 'pointer'],
      },
    ],
    tests: [
      inChannelCall('9: the shared space has all its buffers before the call', 'A[0] at the call'),
      traffic('tiny-channel', 'control area'),
    ],
    mutation: {
      name: 'A[0] names a buffer less than there are',
      file: 'baton_control_ram.v',
      place: "count_q <= <<8'd4>>;",
      wrong: "8'd3",
    },
  },
  {
    places: [{ claim: 10 }, { claim: 17 }, { claim: 22 }],
    asks: 'First and second procedure may each allocate a buffer, by indicating that it is in use.',
    configured: channel,
    circuits: [
      {
        source: 'hdl-gen/circuits/control-port.ts',
        module: 'baton_control_port',
        signals: ['swap_operation', 'swap_value', 'swap_entry'],
      },
    ],
    tests: [
      inChannelCall(
        '7a: the first procedure allocates the first buffer in the shared space',
        'the first buffer',
      ),
      inChannelCall(
        '8, element 2: the second procedure, having processed them, allocates the second buffer in the same space',
        'the second buffer',
      ),
      traffic('tiny-channel', 'lowest free entry'),
    ],
    mutation: {
      name: 'an allocation reads the flag and leaves it as it is',
      file: 'baton_control_port.v',
      place: 'assign swap_operation = allocation_begins ? <<ATOMIC_SWAP>> :',
      wrong: 'ATOMIC_LOAD',
    },
  },
  {
    places: [{ claim: 11 }, { claim: 18 }, { claim: 23 }],
    asks: 'Indicating it is an atomic swap between an allocation flag and a value that says "in use"; there is a flag for each buffer.',
    configured: channel,
    circuits: [swapUnit],
    tests: [
      {
        file: 'testbenches/circuits/atomic-swap.test.ts',
        titles: [
          `the atomic swap unit ${scattered}`,
          'T1: of two swaps on one flag in one cycle one gets the 1; the loser comes next and wins the next clash',
        ],
        reports: { says: 'swaps accepted' },
      },
      traffic('tiny-channel', 'same flag'),
    ],
    mutation: handMade('both parties may reach the same flag in one cycle'),
  },
];
