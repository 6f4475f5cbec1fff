// SPDX-License-Identifier: Apache-2.0
import type { Evidence, Place } from '../evidence.ts';
import { inChannelCall, traffic } from '../named-tests.ts';
import { channel } from './message.ts';

/** An element of claims 8, 13, 15 and 20: method, apparatus, computer system, and computer system of named circuits. */
function inAllForms(element: string, circuitry: string, circuit: string): [Place, ...Place[]] {
  return [
    { claim: 8, element },
    { claim: 13, element, term: circuitry },
    { claim: 15, element },
    { claim: 20, element, term: circuit },
  ];
}

/** Claims 8, 13, 15 and 20: the return, in the same space. */
export const answerElements: readonly Evidence[] = [
  {
    places: inAllForms('1', 'seventh circuitry', 'processing circuit'),
    asks: 'The second procedure processes the arguments that are in the temporary buffer.',
    configured: channel,
    circuits: [
      {
        source: 'hdl-gen/blocks/copying-party.ts',
        module: 'baton_copying_party',
        signals: ['process_take', 'next_length', 'temporary_fetched', 'out_data'],
      },
    ],
    tests: [
      inChannelCall(
        '8, element 1: the second procedure processes the arguments in the temporary buffer',
        'processing gets',
      ),
      traffic('tiny-channel', 'delivery'),
    ],
    mutation: {
      name: 'processing gets a byte less than was copied',
      file: 'baton_copying_party.v',
      place: 'next_length = <<waiting_head[14:8]>>;',
      wrong: "waiting_head[14:8] - {6'd0, waiting_head[14:8] != 7'd0}",
    },
  },
  {
    places: inAllForms('2', 'eighth circuitry', 'second allocation circuit'),
    asks: 'Upon completion of that, the second procedure allocates a second buffer, in the first memory space.',
    configured: channel,
    circuits: [
      {
        source: 'hdl-gen/circuits/marshaling.ts',
        module: 'baton_marshaling',
        signals: ['message_begins', 'sender_request', 'sender_operation'],
      },
      {
        source: 'hdl-gen/circuits/allocation-lookup.ts',
        module: 'baton_allocation',
        signals: ['second_offered', 'second_taken', 'entry'],
      },
    ],
    tests: [
      inChannelCall(
        '8, element 2: the second procedure, having processed them, allocates the second buffer in the same space',
        'the second buffer',
      ),
      traffic('tiny-channel', 'pace'),
    ],
    mutation: {
      name: 'a buffer is allocated before there is anything to return',
      file: 'baton_marshaling.v',
      place: 'message_begins = state_q == STATE_WAIT && <<beats_out_valid>>;',
      wrong: "1'b1",
    },
  },
  {
    places: inAllForms('3', 'ninth circuitry', 'second marshaling circuit'),
    asks: 'The second procedure marshals the return arguments in the second buffer.',
    configured: channel,
    circuits: [
      {
        source: 'hdl-gen/circuits/marshaling.ts',
        module: 'baton_marshaling',
        signals: ['write_valid', 'write_strobe', 'write_data'],
      },
    ],
    tests: [
      inChannelCall(
        '8, element 3: the second procedure marshals the return arguments in it',
        'in the second buffer',
      ),
      traffic('tiny-channel', 'marshaling'),
    ],
    mutation: {
      name: 'the highest byte of a word is not written',
      file: 'baton_marshaling.v',
      place: "assign write_strobe = <<4'hf>>;",
      wrong: "4'h7",
    },
  },
  {
    places: inAllForms('4', 'tenth circuitry', 'return circuit'),
    asks: 'The second procedure returns and passes a second reference, to the second buffer, to the first procedure.',
    configured: channel,
    circuits: [
      {
        source: 'hdl-gen/circuits/message-indication.ts',
        module: 'baton_message_indication',
        signals: ['accepted', 'reference', 'head'],
      },
    ],
    tests: [
      inChannelCall(
        '8, element 4: the second procedure returns and passes the second reference',
        'the second reference',
      ),
      traffic('tiny-channel', 'ownership'),
    ],
    mutation: {
      name: 'returns are accepted and forgotten',
      file: 'baton_message_indication.v',
      place: 'accepted = active && <<answer == RESULT_OK>>;',
      wrong: "answer == RESULT_OK && kind != 2'd2",
    },
  },
  {
    places: inAllForms('5', 'eleventh circuitry', 'second detection circuit'),
    asks: 'The first procedure detects the return and unmarshals the arguments from the second buffer.',
    configured: channel,
    circuits: [
      {
        source: 'hdl-gen/circuits/unmarshaling.ts',
        module: 'baton_unmarshaling',
        signals: ['source_take', 'out_data', 'out_tag'],
      },
      {
        source: 'hdl-gen/circuits/message-detection.ts',
        module: 'baton_message_detection',
        signals: ['head_valid', 'take_by_circuits'],
      },
    ],
    tests: [
      inChannelCall(
        '8, element 5: the first procedure detects the return and unmarshals the arguments',
        'the first procedure gets',
      ),
      traffic('tiny-channel', 'delivery'),
    ],
    mutation: {
      name: 'the return is given to another thread',
      file: 'baton_unmarshaling.v',
      place: 'assign out_tag = <<beat_tag>>;',
      wrong: 'out_valid ? ~beat_tag : beat_tag',
    },
  },
  {
    places: inAllForms('6', 'twelfth circuitry', 'second deallocation circuit'),
    asks: 'The first procedure deallocates the second buffer and goes on.',
    configured: channel,
    circuits: [
      {
        source: 'hdl-gen/circuits/unmarshaling.ts',
        module: 'baton_unmarshaling',
        signals: ['release_request_q', 'release_buffer_q'],
      },
      { source: 'hdl-gen/circuits/deallocation.ts', module: 'baton_deallocation', signals: ['permit'] },
    ],
    tests: [
      inChannelCall(
        '8, element 6: the first procedure deallocates the second buffer and goes on',
        'freed by the first procedure',
      ),
      traffic('tiny-channel', 'freed after the copy'),
    ],
    mutation: {
      name: 'the buffer of another message is freed',
      file: 'baton_unmarshaling.v',
      place: 'release_buffer_q <= <<arriving_buffer_q>>;',
      wrong: '~arriving_buffer_q',
    },
  },
];
