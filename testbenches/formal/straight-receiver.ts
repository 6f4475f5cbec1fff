// SPDX-License-Identifier: Apache-2.0
import { type FieldWidths, packedWidth } from '../../hdl-gen/circuits/fields.ts';
import type { Sizes } from '../../hdl-gen/circuits/sizes.ts';
import type { PropertySet } from './property.ts';
import { type Receiver, receiverHistory, receiverProperties } from './receiver-history.ts';
import type { Taps } from './taps.ts';
import { lastIsKnown, wordsOf } from './words-of.ts';

/** A party that delivers its messages straight from the shared buffers, beat by beat. */
export function straightReceiver(
  taps: Taps,
  sizes: Sizes,
  receiver: Omit<Receiver, 'words' | 'moves'> & { readonly length: string },
): PropertySet {
  const inside = (name: string) => taps.inside(`u_unmarshaling.${name}`);
  const [active, left, unreleased] = ['active_q', 'left_q', 'unreleased_q'].map(inside);
  const [arriving, arrivingLast, arrivingBuffer] = ['arriving_q', 'arriving_last_q', 'arriving_buffer_q'].map(
    inside,
  );
  const beats = (name: string) => inside(`u_beats.${name}`);
  const [main, spare] = [beats('main_valid_q'), beats('spare_valid_q')];
  const last = (data: string) => `${data}[${packedWidth(beforeLast(sizes))}]`;
  const [mainLast, spareLast] = [last(beats('main_data_q')), last(beats('spare_data_q'))];
  const { text: words, width } = wordsOf(sizes);
  // A message of no bytes is one beat.
  const beatsOf = (length: string) => `(${length} == 0 ? ${width}'d1 : ${words(length)})`;
  const [requests, buffer] = [inside('release_request_q'), inside('release_buffer_q')];
  const lasts = [
    `(${main} && ${mainLast})`,
    `(${spare} && ${spareLast})`,
    `(${arriving} && ${arrivingLast})`,
  ];
  const toLast = `(${lasts[0]} ? ${width}'d1 : ${lasts[1]} ? ${width}'d2 : ${lasts[2]} ? ${width}'d1 + ${main} + ${spare} : ${width}'d0)`;
  return {
    memory: receiverHistory(
      {
        ...receiver,
        words: beatsOf(receiver.length),
        moves: `${inside('out_valid')} && ${inside('out_ready')}`,
      },
      sizes.entryBits,
      width,
    ),
    properties: [
      ...receiverProperties,
      {
        name: 'beats_under_way',
        holds: `outstanding == (${active} ? ${beatsOf(left!)} : ${width}'d0) + ${arriving} + ${main} + ${spare}`,
      },
      { name: 'last_word_is_known', holds: lastIsKnown(active!, inside('last_q'), left!, sizes) },
      { name: 'spare_behind_main', holds: `!${spare} || (${main} && !${arriving})` },
      { name: 'messages_under_way', holds: `unreleased == ${active} + ${unreleased}` },
      {
        name: 'one_end_under_way',
        holds: `${unreleased} == (8'd0 + ${requests} + ${lasts.join(' + ')})`,
      },
      {
        name: 'beats_belong_to_a_message',
        holds: `(${active} || ${unreleased}) || !(${main} || ${spare} || ${arriving})`,
      },
      {
        name: 'an_end_is_the_last',
        holds: `${active} || outstanding == ${toLast}`,
      },
      { name: 'it_is_under_way', holds: '!it_is_taken || before_it < unreleased' },
      {
        name: 'it_is_being_read',
        holds: `!(it_is_taken && ${active} && before_it + 1 == unreleased) || (its_words == outstanding && ${inside('buffer_q')} == its_entry)`,
      },
      {
        name: 'it_is_on_its_way_out',
        holds: `!(it_is_taken && ${unreleased} && before_it == 0) || (its_words == ${toLast} && (${arriving} && ${arrivingLast} ? ${arrivingBuffer} : ${buffer}) == its_entry)`,
      },
    ],
  };
}

/** What lies below the bit that ends a message in a beat. */
function beforeLast({ wordBits, wordBytes }: Sizes): FieldWidths<string> {
  return { data: wordBits, strobe: wordBytes };
}
