// SPDX-License-Identifier: Apache-2.0
import type { Sizes } from '../../hdl-gen/circuits/sizes.ts';
import type { PropertySet } from './property.ts';
import { type Receiver, receiverHistory, receiverProperties } from './receiver-history.ts';
import type { Taps } from './taps.ts';
import { lastIsKnown, wordsOf } from './words-of.ts';

/** Registers that hold the buffers of the message being copied and of the one that waits to be freed. */
interface Registers {
  readonly copied: string;
  readonly waiting: string;
}

/** A lane that copies messages into temporary buffers: in a receiving party of a channel, and in the kernel. */
export function copyingReceiver(
  taps: Taps,
  sizes: Sizes,
  receiver: Omit<Receiver, 'words' | 'moves'> & { readonly length: string },
  registers: Registers,
): PropertySet {
  const engine = (name: string) => taps.inside(`u_copy_engine.${name}`);
  const [active, left] = [engine('active_q'), engine('left_q')];
  const [arriving, arrivingLast] = [engine('arriving_word_q'), engine('arriving_last_q')];
  const waits = taps.inside('release_waits_q');
  const { text: words, width } = wordsOf(sizes);
  const memory = receiverHistory(
    { ...receiver, words: words(receiver.length), moves: engine('write_valid') },
    sizes.entryBits,
    width,
  );
  return {
    memory,
    properties: [
      ...receiverProperties,
      {
        name: 'words_under_way',
        holds: `outstanding == (${active} ? ${words(left)} : ${width}'d0) + ${arriving}`,
      },
      { name: 'last_word_is_known', holds: lastIsKnown(active, engine('last_q'), left, sizes) },
      { name: 'messages_under_way', holds: `unreleased == ${active} + ${waits}` },
      { name: 'last_word_ends_a_message', holds: `!${arriving} || ${arrivingLast} || ${active}` },
      { name: 'it_is_under_way', holds: '!it_is_taken || before_it < unreleased' },
      {
        name: 'it_is_being_copied',
        holds: `!(it_is_taken && ${active} && before_it + 1 == unreleased) || (its_words == outstanding && ${registers.copied} == its_entry)`,
      },
      {
        name: 'it_waits_to_be_freed',
        holds: `!(it_is_taken && ${waits} && before_it == 0) || (${registers.waiting} == its_entry && (its_words == 0 || (its_words == 1 && ${arriving} && ${arrivingLast})))`,
      },
    ],
  };
}
