// SPDX-License-Identifier: Apache-2.0
import { presets } from '../../../hdl-gen/configuration/index.ts';
import { embodiments } from '../../support/embodiments.ts';
import type { Evidence } from '../evidence.ts';
import { embodimentTraffic, inChannelCall, noBuffer, traffic } from '../named-tests.ts';
import { channel } from './message.ts';

/** E1 to E5: where the memory of buffers comes from, and what happens when there is none. */
export const memoryEmbodiments: readonly Evidence[] = [
  {
    places: [{ embodiment: 'E1', variant: 'at once' }],
    asks: 'Memory for all buffers is allocated at once, on entry to the process (Fig. 8).',
    configured: { as: '`memory` all-at-once with `initialize` at-reset, the defaults', input: channel.input },
    circuits: [
      {
        source: 'hdl-gen/circuits/initialization.ts',
        module: 'baton_initialization',
        signals: ['filling', 'entry_q', 'write_entry'],
      },
    ],
    tests: [
      inChannelCall('9: the shared space has all its buffers before the call', 'flags at the call'),
      traffic('tiny-channel', 'control area'),
    ],
    mutation: {
      name: 'the last buffer is left out',
      file: 'baton_initialization.v',
      place: 'assign write_entry = <<filling>>;',
      wrong: "filling && entry_q != 2'd3",
    },
  },
  {
    places: [{ embodiment: 'E1', variant: 'on first use' }],
    asks: 'Memory for all buffers is allocated when the first thread is created: here, with the first use.',
    configured: { as: '`initialize` on-first-use', input: embodiments.second },
    circuits: [
      {
        source: 'hdl-gen/circuits/initialization.ts',
        module: 'baton_initialization',
        signals: ['first_use', 'used_q', 'filling'],
      },
    ],
    tests: [
      noBuffer(
        'a second area',
        'is tried when the first has nothing free; its buffers are freed by their pointers',
        'nobody has used the gateway',
      ),
      embodimentTraffic('second', 'initialization'),
    ],
    mutation: {
      name: 'process 800 runs although nobody uses the block',
      file: 'baton_initialization.v',
      place: 'filling = <<used_q>> && !ready_q;',
      wrong: "1'b1",
    },
  },
  {
    places: [{ embodiment: 'E2' }],
    asks: 'Memory is allocated buffer by buffer, when those there are do not suffice.',
    configured: { as: '`memory` on-demand', input: embodiments.searching },
    circuits: [
      {
        source: 'hdl-gen/circuits/growth.ts',
        module: 'baton_growth',
        signals: ['needed', 'prepares', 'next_q', 'pointer_q'],
      },
    ],
    tests: [
      noBuffer(
        'requests that find no buffer are given up',
        'once, with the tag, and swallowed; the same message passes when a buffer is free again',
        'all but the one that is kept for a return',
      ),
      embodimentTraffic('searching', 'growth'),
    ],
    mutation: {
      name: 'new entries get the same buffer again',
      file: 'baton_growth.v',
      place: "pointer_q <= <<pointer_q + 8'd64>>;",
      wrong: 'pointer_q',
    },
  },
  {
    places: [{ embodiment: 'E3' }],
    asks: 'Every message goes through a shared buffer, however short it is.',
    configured: { as: 'every configuration', input: channel.input },
    circuits: [
      {
        source: 'hdl-gen/circuits/marshaling.ts',
        module: 'baton_marshaling',
        signals: ['message_begins', 'sender_request', 'has_bytes'],
      },
    ],
    tests: [traffic('tiny-channel', 'pace')],
    mutation: {
      name: 'a message of no bytes gets no buffer',
      file: 'baton_marshaling.v',
      place: 'message_begins = state_q == STATE_WAIT && <<beats_out_valid>>;',
      wrong: 'beats_out_valid && has_bytes',
    },
  },
  {
    places: [{ embodiment: 'E5', variant: 'wait' }],
    asks: 'A message that finds no buffer free waits for one.',
    configured: {
      as: '`noBuffer` wait, the default',
      input: { ...presets['tiny-channel'], allocator: 'scan' },
    },
    circuits: [
      {
        source: 'hdl-gen/circuits/marshaling.ts',
        module: 'baton_marshaling',
        signals: ['state_q', 'sender_code', 'allocation_waits'],
      },
    ],
    tests: [
      {
        file: 'testbenches/checker/random.test.ts',
        titles: ['tiny-channel, allocator scan', 'random traffic of both parties makes no difference'],
        reports: { rule: 'atomic access' },
      },
    ],
    mutation: {
      name: 'a message that found no buffer is swallowed',
      file: 'baton_marshaling.v',
      place: 'state_q <= (sender_code == RESULT_NONE) ? <<STATE_WAIT>> : STATE_DISCARD;',
      wrong: 'STATE_DISCARD',
    },
  },
  {
    places: [{ embodiment: 'E5', variant: 'abort' }],
    asks: 'A request that finds no buffer free is aborted.',
    configured: { as: '`noBuffer` abort', input: embodiments.searching },
    circuits: [
      {
        source: 'hdl-gen/circuits/marshaling.ts',
        module: 'baton_marshaling',
        signals: ['given_up', 'in_aborted', 'in_aborted_tag'],
      },
    ],
    tests: [
      noBuffer(
        'requests that find no buffer are given up',
        'once, with the tag, and swallowed; the same message passes when a buffer is free again',
        'messages given up',
      ),
      embodimentTraffic('searching', 'given up'),
    ],
    mutation: {
      name: 'nobody is told that a message was given up',
      file: 'baton_marshaling.v',
      place: 'assign in_aborted = <<given_up>>;',
      wrong: "1'b0",
    },
  },
  {
    places: [{ embodiment: 'E4' }],
    asks: 'Arguments that are few bypass the buffers: they are passed with the call, and no flag is asked for.',
    configured: { as: '`bypassBytes` 16, with `levels` stream', input: embodiments.bypassing },
    circuits: [
      {
        source: 'hdl-gen/circuits/beat-queue.ts',
        module: 'baton_beat_queue',
        signals: ['beats_before_q', 'fits', 'judged'],
      },
      {
        source: 'hdl-gen/circuits/inline-memory.ts',
        module: 'baton_inline_memory',
        signals: ['slot_free', 'address_q', 'used_q'],
      },
      {
        source: 'hdl-gen/circuits/control-port.ts',
        module: 'baton_control_port',
        signals: ['indicates_inline', 'inline_q'],
      },
    ],
    tests: [embodimentTraffic('bypassing', 'bypass')],
    mutation: {
      name: 'a short message is taken for one in a buffer',
      file: 'baton_control_port.v',
      place: 'inline_q <= <<indicates_inline>>;',
      wrong: "1'b0",
    },
  },
  {
    places: [{ embodiment: 'E5', variant: 'second area' }],
    asks: 'When no buffer is free, a second memory area is allocated.',
    configured: { as: '`noBuffer` second-area', input: embodiments.second },
    circuits: [
      {
        source: 'hdl-gen/circuits/second-area.ts',
        module: 'baton_second_area',
        signals: ['needed', 'filling_q', 'pointer_q', 'write_count'],
      },
    ],
    tests: [
      noBuffer(
        'a second area',
        'is tried when the first has nothing free; its buffers are freed by their pointers',
        'of the first area, then of the second',
      ),
      embodimentTraffic('second', 'second area'),
    ],
    mutation: {
      name: 'the buffers of the second area lie upon one another',
      file: 'baton_second_area.v',
      place: "pointer_q <= <<pointer_q + 9'd64>>;",
      wrong: 'pointer_q',
    },
  },
];
