// SPDX-License-Identifier: Apache-2.0
import {
  choose,
  concat,
  type Expression,
  literal,
  type ModuleBuilder,
  type Signal,
  set,
  when,
} from '../language/index.ts';
import type { Sizes } from './sizes.ts';

/** A message to read, offered by a queue. */
export interface ReaderSource {
  /** The message is taken; only while no other is being read. */
  readonly take: Expression;
  /** First word of the message, in words. */
  readonly address: Signal;
  /** Bytes of the message. */
  readonly length: Expression;
}

/** What the rest of a module needs of its reader. */
export interface Reader {
  /** A message is being read that was taken in an earlier cycle. */
  readonly active: Signal;
  readonly take: Signal;
  /** A word is read in this cycle, or a message without bytes is passed on. */
  readonly step: Signal;
  readonly last: Signal;
  /** The step reads a word: the message has bytes left. */
  readonly hasWord: Signal;
  /** Describes which bytes of the word belong to the message. */
  readonly describeStrobe: () => Signal;
}

/**
 * Walks through the words of one message after another. The first word is asked for in the cycle in which the message
 * is taken, so that messages follow each other without a gap.
 */
export function describeReader(
  m: ModuleBuilder,
  { wordBytes, byteBits, lengthBits }: Sizes,
  io: {
    source: ReaderSource;
    mayStep: (last: Signal) => Expression;
    ready: Expression;
    valid: Signal;
    address: Signal;
  },
): Reader {
  const addressBits = io.source.address.width;
  m.comment('The message being read.');
  const active = m.register('active_q', 1, { reset: 0, doc: 'a message is being read' });
  const addressQ = m.register('address_q', addressBits, { reset: 0, doc: 'next word' });
  const leftQ = m.register('left_q', lengthBits, { reset: 0, doc: 'bytes not read yet' });
  const lastQ = m.register('last_q', 1, { reset: 0, doc: 'the next word is the last one, or there is none' });
  const take = m.wire('takes', active.not().and(io.source.take));
  const address = m.wire('current_address', choose(active, addressQ, io.source.address));
  const left = m.wire('current_left', choose(active, leftQ, io.source.length));
  const endsNext = 2 * wordBytes < 2 ** lengthBits ? left.le(2 * wordBytes) : literal(1, 1);
  const hasWord = m.wire('has_word', left.ne(0));
  const last = m.wire('is_last', choose(active, lastQ, io.source.length.le(wordBytes)));
  const attempt = m.wire('attempts', active.or(take).and(io.mayStep(last)));
  const step = m.wire('steps', attempt.and(io.ready.or(hasWord.not())));
  m.assign(io.valid, attempt.and(hasWord));
  m.assign(io.address, address);
  m.clocked('message_being_read', [
    when(step.and(last), [set(active, 0)]).elseWhen(take, [set(active, 1)]),
    when(step, [
      set(addressQ, address.plus(1)),
      set(leftQ, left.minus(wordBytes)),
      set(lastQ, endsNext),
    ]).elseWhen(take, [set(addressQ, address), set(leftQ, left), set(lastQ, last)]),
  ]);
  const describeStrobe = () => {
    const low = left.slice(byteBits - 1, 0);
    const whole = m.wire(
      'is_whole',
      last.not().or(left.eq(wordBytes)),
      'every byte of the word belongs to it',
    );
    return m.wire(
      'strobe',
      concat(
        ...Array.from({ length: wordBytes }, (_, lane) =>
          lane === wordBytes - 1 ? whole : whole.or(low.gt(lane)),
        ).reverse(),
      ),
      'bytes of the word that belong to the message',
    );
  };
  return { active, take, step, last, hasWord, describeStrobe };
}
