// SPDX-License-Identifier: Apache-2.0
import {
  clockAndReset,
  defineModule,
  group,
  input,
  output,
  parameter,
  set,
  when,
} from '../language/index.ts';
import { describeReader } from './reader.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

const sourceWidth = parameter('SOURCE_ADDRESS_WIDTH', 8, 'bits of a word address of the memory that is read');
const destinationWidth = parameter(
  'DESTINATION_ADDRESS_WIDTH',
  8,
  'bits of a word address of the memory that is written',
);

/** Copies messages from one memory to another, exactly as many words as were marshaled. */
export const copyEngine = shared((sizes: Sizes) => {
  const { wordBits, lengthBits } = sizes;
  return defineModule({
    name: 'baton_copy_engine',
    summary: 'copies messages word by word, exactly their length.',
    claims: 'claim elements 1e, 2e, 7e, 12e, 14e and 19e',
    timing: [
      'A message taken in cycle t is read from cycle t on and written from cycle t + 1 on, one word per cycle; the next message follows without a gap.',
      'A message of W words is complete W cycles after it was taken, one of no bytes after one cycle.',
    ],
    notes: [
      'Addresses and length are latched when the message is taken; what happens to its reference afterwards has no effect.',
      'A write that has to wait needs the word on read_data to stay; where the memory is shared, writes never wait.',
    ],
    parameters: [sourceWidth, destinationWidth],
    ports: {
      ...clockAndReset(),
      ...group('message to copy', {
        ready: output(1, 'the next message can be taken'),
        take: input(1, 'it is taken; only with ready'),
        source_address: input(sourceWidth, 'first word to read'),
        destination_address: input(destinationWidth, 'first word to write'),
        length: input(lengthBits, 'bytes'),
        hold_last: input(1, 'the last word must not be read yet'),
        last_read: output(1, 'the last word is read in this cycle'),
        done: output(1, 'the last word is written in this cycle: the copy is complete'),
      }),
      ...group('memory that is read', {
        read_valid: output(1, 'a word is to be read'),
        read_ready: input(1, 'it is read in this cycle'),
        read_address: output(sourceWidth, 'in words'),
        read_data: input(wordBits, 'the word, in the cycle after'),
      }),
      ...group('memory that is written', {
        write_valid: output(1, 'a word is to be written'),
        write_ready: input(1, 'it is written in this cycle'),
        write_address: output(destinationWidth, 'in words'),
        write_data: output(wordBits, ''),
      }),
    },
    build(m, io) {
      const arriving = m.register('arriving_q', 1, {
        reset: 0,
        doc: 'the step of the cycle before is to be finished',
      });
      const word = m.register('arriving_word_q', 1, { reset: 0, doc: 'it has a word, now on read_data' });
      const last = m.register('arriving_last_q', 1, { reset: 0, doc: 'it is the last of its message' });
      const address = m.register('write_address_q', destinationWidth, { reset: 0 });
      const stalled = m.wire('stalled', word.and(io.write_ready.not()));
      const reader = describeReader(m, sizes, {
        source: { take: io.take, address: io.source_address, length: io.length },
        mayStep: (isLast) => stalled.or(isLast.and(io.hold_last)).not(),
        ready: io.read_ready,
        valid: io.read_valid,
        address: io.read_address,
      });
      m.assign(io.ready, reader.active.or(stalled).not());
      m.assign(io.last_read, reader.step.and(reader.last));
      m.clocked('arriving_word', [
        when(stalled.not(), [
          set(arriving, reader.step),
          set(word, reader.step.and(reader.hasWord)),
          set(last, reader.step.and(reader.last)),
        ]),
      ]);
      m.clocked('destination_counter', [
        when(reader.take, [set(address, io.destination_address)]).elseWhen(word.and(io.write_ready), [
          set(address, address.plus(1)),
        ]),
      ]);
      m.assign(io.write_valid, word);
      m.assign(io.write_address, address);
      m.assign(io.write_data, io.read_data);
      m.assign(io.done, arriving.and(last, stalled.not()));
      m.probe('take', reader.take, 'a message is taken');
      m.probe('writes', word, 'a word is on its way to the destination');
      m.probe('last', last, 'it is the last of its message');
    },
  });
});
