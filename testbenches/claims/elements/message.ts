// SPDX-License-Identifier: Apache-2.0
import { presets } from '../../../hdl-gen/configuration/index.ts';
import type { Evidence, Place } from '../evidence.ts';
import { handMade, inChannelCall, traffic } from '../named-tests.ts';

/** One shared space with two parties, as claims 7 to 23 have it. */
export const channel = { as: 'a channel (`parties` two)', input: presets['tiny-channel'] } as const;

/** An element of claims 7, 12, 14 and 19: method, apparatus, computer system, and computer system of named circuits. */
function inAllForms(element: string, circuitry: string, circuit: string): [Place, ...Place[]] {
  return [
    { claim: 7, element },
    { claim: 12, element, term: circuitry },
    { claim: 14, element },
    ...(element === 'f' ? [] : [{ claim: 19, element, term: circuit }]),
  ];
}

/** Claims 7, 12, 14 and 19: a message from the first procedure to the second. */
export const messageElements: readonly Evidence[] = [
  {
    places: inAllForms('a', 'first circuitry', 'first allocation circuit'),
    asks: 'A first buffer is allocated for the first procedure, in a first memory space that both procedures share.',
    configured: channel,
    circuits: [
      {
        source: 'hdl-gen/circuits/allocation-lookup.ts',
        module: 'baton_allocation',
        signals: ['first_offered', 'offer_q', 'entry'],
      },
    ],
    tests: [
      inChannelCall(
        '7a: the first procedure allocates the first buffer in the shared space',
        'the first buffer',
      ),
      traffic('tiny-channel', 'lowest free entry'),
    ],
    mutation: {
      name: 'another entry is taken than the one on offer',
      file: 'baton_allocation.v',
      place: 'assign entry = <<entry_q>>;',
      wrong: '~entry_q',
    },
  },
  {
    places: inAllForms('b', 'second circuitry', 'first marshaling circuit'),
    asks: 'The arguments of the first procedure for the second are marshaled in the first buffer.',
    configured: channel,
    circuits: [
      {
        source: 'hdl-gen/circuits/marshaling.ts',
        module: 'baton_marshaling',
        signals: ['write_valid', 'write_address', 'write_data'],
      },
    ],
    tests: [
      inChannelCall('7b: the first procedure marshals the arguments in it', 'in the first buffer'),
      traffic('tiny-channel', 'marshaling'),
    ],
    mutation: handMade('two bytes are swapped on their way into the buffer'),
  },
  {
    places: inAllForms('c', 'third circuitry', 'first message indication circuit'),
    asks: 'A message for the second procedure is indicated, and a first reference to the first buffer passed to it.',
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
        '7c: the first procedure indicates a message and passes the first reference',
        'the first reference',
      ),
      traffic('tiny-channel', 'detection'),
    ],
    mutation: {
      name: 'the reference has another kind than the message',
      file: 'baton_message_indication.v',
      place: 'reference = {<<kind>>, tag,',
      wrong: '~kind',
    },
  },
  {
    places: inAllForms('d', 'fourth circuitry', 'first message detection circuit'),
    asks: 'The second procedure detects that the first indicated a message.',
    configured: channel,
    circuits: [
      {
        source: 'hdl-gen/circuits/message-detection.ts',
        module: 'baton_message_detection',
        signals: ['head_valid', 'take_by_circuits', 'pop'],
      },
    ],
    tests: [
      inChannelCall('7d: the second procedure detects the indication', 'messages detected'),
      traffic('tiny-channel', 'ownership'),
    ],
    mutation: {
      name: 'a message that was detected is detected again',
      file: 'baton_message_detection.v',
      place: 'assign pop = <<take_by_circuits>> ||',
      wrong: "1'b0",
    },
  },
  {
    places: inAllForms('e', 'fifth circuitry', 'first referencing circuit'),
    asks: 'The second procedure references the first buffer and copies the arguments from it into a temporary buffer.',
    configured: channel,
    circuits: [
      {
        source: 'hdl-gen/circuits/copy-engine.ts',
        module: 'baton_copy_engine',
        signals: ['is_last', 'read_address', 'write_address', 'write_data'],
      },
      {
        source: 'hdl-gen/blocks/copying-party.ts',
        module: 'baton_copying_party',
        signals: ['head_address', 'head_length', 'temporary_data'],
      },
    ],
    tests: [
      inChannelCall(
        '7e: the second procedure copies the arguments into a temporary buffer',
        'in the temporary buffer',
      ),
      traffic('tiny-channel', 'freed after the copy'),
    ],
    mutation: handMade('the copy stops one word early'),
  },
  {
    places: inAllForms('f', 'sixth circuitry', ''),
    asks: 'The second procedure deallocates the first buffer.',
    configured: channel,
    circuits: [
      {
        source: 'hdl-gen/blocks/copying-party.ts',
        module: 'baton_copying_party',
        signals: ['frees', 'release_request', 'release_entry'],
      },
      { source: 'hdl-gen/circuits/deallocation.ts', module: 'baton_deallocation', signals: ['permit'] },
    ],
    tests: [
      inChannelCall('7f: the second procedure deallocates the first buffer', 'freed by the second procedure'),
      traffic('tiny-channel', 'freed at once'),
    ],
    mutation: {
      name: 'buffers that were copied are never freed',
      file: 'baton_copying_party.v',
      place: 'frees = <<copy_engine_last_read || release_waits_q>>;',
      wrong: "1'b0",
    },
  },
  {
    places: [{ claim: 19, element: 'f', term: 'first deallocation circuit' }],
    asks: 'The first buffer is deallocated for the second procedure "upon completion of said copying", no sooner.',
    configured: channel,
    circuits: [
      {
        source: 'hdl-gen/blocks/copying-party.ts',
        module: 'baton_copying_party',
        signals: ['copy_engine_last_read', 'frees', 'release_request'],
      },
      {
        source: 'hdl-gen/circuits/copy-engine.ts',
        module: 'baton_copy_engine',
        signals: ['last_read', 'done'],
      },
    ],
    tests: [
      inChannelCall(
        '19f: the first buffer is deallocated upon completion of the copy',
        'not before the copy is complete',
      ),
      traffic('tiny-channel', 'freed after the copy'),
    ],
    mutation: handMade('the buffer is freed when its copy begins'),
  },
];
