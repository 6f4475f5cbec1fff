// SPDX-License-Identifier: Apache-2.0
import { presets } from '../../../hdl-gen/configuration/index.ts';
import { directPathBugs } from '../../checker/direct-path-bugs.ts';
import { remoteServerBugs } from '../../checker/remote-server-bugs.ts';
import type { Evidence } from '../evidence.ts';
import { directTraffic, handMade, traffic } from '../named-tests.ts';
import { directGateway } from './call.ts';
import { channel } from './message.ts';

/** E6 to E10: who the parties are, how messages pass between them, and in what sizes. */
export const structureEmbodiments: readonly Evidence[] = [
  {
    places: [{ embodiment: 'E6' }],
    asks: 'The two parties of a space may be client and kernel, kernel and server, or any first and second procedure.',
    configured: {
      as: '`parties` two or three: the same area, once or twice',
      input: presets['tiny-gateway'],
    },
    circuits: [
      {
        source: 'hdl-gen/blocks/area.ts',
        module: 'baton_area',
        signals: ['count_in_range', 'all_flags', 'offerable'],
      },
    ],
    tests: [traffic('tiny-channel', 'order of service'), traffic('tiny-gateway', 'order of service')],
    mutation: {
      name: 'the area takes its own A[0] for corrupt',
      file: 'baton_area.v',
      place: "count_in_range = <<count <= 8'd4>>;",
      wrong: "count <= 8'd3",
    },
  },
  {
    places: [{ embodiment: 'E7', variant: 'temporary buffer' }],
    asks: 'The receiver copies a message into a temporary buffer.',
    configured: { as: '`path` temporary, the default', input: presets['tiny-gateway'] },
    circuits: [
      {
        source: 'hdl-gen/circuits/temporary-pool.ts',
        module: 'baton_temporary_pool',
        signals: ['free_q', 'offer_take', 'give_back'],
      },
    ],
    tests: [traffic('tiny-channel', 'temporary buffers'), traffic('tiny-gateway', 'temporary buffers')],
    mutation: handMade('a temporary buffer is given out while it is in use'),
  },
  {
    places: [{ embodiment: 'E7', variant: 'direct copy' }],
    asks: 'The kernel copies a message from one space straight into the other.',
    configured: directGateway,
    circuits: [
      {
        source: 'hdl-gen/circuits/direct-copy.ts',
        module: 'baton_direct_copy',
        signals: ['word', 'stalled', 'kept_word_q'],
      },
    ],
    tests: [directTraffic('copy')],
    mutation: handMade('a word that waits for its write is not kept', directPathBugs),
  },
  {
    places: [{ embodiment: 'E8' }],
    asks: 'The server is in another address space or on a remote processor; nothing changes for the client.',
    configured: { as: '`server` remote', input: { ...presets['tiny-gateway'], server: 'remote' } },
    circuits: [
      {
        source: 'hdl-gen/circuits/link.ts',
        module: 'baton_link',
        signals: ['sent_q', 'failed_q', 'link_out_data', 'kernel_in_kind'],
      },
    ],
    tests: [
      {
        file: 'testbenches/blocks/remote-server.test.ts',
        titles: [
          "a remote server, 'lookup'",
          'random traffic over a link that is lost now and then makes no difference (seed 1)',
        ],
        reports: { rule: 'link' },
      },
    ],
    mutation: handMade('calls at the far end are forgotten with the session', remoteServerBugs),
  },
  {
    places: [{ embodiment: 'E9', variant: 'number' }],
    asks: 'The number of buffers is a choice, and may be more than 32.',
    configured: {
      as: '`buffers`, 1 to 64',
      input: { parties: 'two', buffers: 40, bufferBytes: 64, dataWidth: 32 },
    },
    circuits: [
      {
        source: 'hdl-gen/circuits/allocation-lookup.ts',
        module: 'baton_allocation',
        signals: ['offer_q', 'entry_q', 'entry'],
      },
    ],
    tests: [
      {
        file: 'testbenches/claims/many-buffers.test.ts',
        titles: ['of more than 32 buffers each is handed out once'],
        reports: { says: 'entries in the order in which they were given' },
      },
    ],
    mutation: {
      name: 'there are no more than 32 entries',
      file: 'baton_allocation.v',
      place: 'assign entry = <<entry_q>>;',
      wrong: "{1'b0, entry_q[4:0]}",
    },
  },
  {
    places: [{ embodiment: 'E9', variant: 'size' }],
    asks: 'The size of the buffers is a choice, and so is the width of their words.',
    configured: {
      as: '`bufferBytes`, 64 to 65536, and `dataWidth`, 32 to 512',
      input: { ...directGateway.input, buffers: 3, dataWidth: 128 },
    },
    circuits: [
      {
        source: 'hdl-gen/circuits/copy-engine.ts',
        module: 'baton_copy_engine',
        signals: ['left_q', 'is_last', 'read_address'],
      },
    ],
    tests: [
      {
        file: 'testbenches/blocks/direct-path.test.ts',
        titles: [
          "the direct path, 'three buffers of 128 bit words'",
          'random traffic of both parties makes no difference (seed 1)',
        ],
        reports: { rule: 'one holder' },
      },
    ],
    mutation: {
      name: 'the copy counts words of another width',
      file: 'baton_copy_engine.v',
      place: "left_q <= <<current_left - 7'd16>>;",
      wrong: "current_left - 7'd8",
    },
  },
  {
    places: [{ embodiment: 'E10' }],
    asks: 'All of it may be special-purpose hardware: circuits that tools for hardware accept.',
    configured: { as: 'every configuration', input: channel.input },
    circuits: [
      {
        source: 'hdl-gen/circuits/atomic-swap.ts',
        module: 'baton_atomic_swap',
        signals: ['first_accept', 'first_ready', 'second_wins_q'],
      },
    ],
    tests: [
      {
        file: 'testbenches/tools/lint.test.ts',
        titles: ['the pinned Verilator has no complaint about', "'tiny-channel'"],
        reports: { says: 'npx vitest run testbenches/tools/lint.test.ts' },
      },
    ],
    mutation: {
      name: 'a loop of gates without a register',
      file: 'baton_atomic_swap.v',
      place: 'first_accept = <<!(clash && second_wins_q)>>;',
      wrong: '!(clash && second_wins_q && first_ready)',
    },
  },
];
