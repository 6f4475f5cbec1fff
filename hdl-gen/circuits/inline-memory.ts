// SPDX-License-Identifier: Apache-2.0
import {
  bitsFor,
  bitsToHold,
  choose,
  clockAndReset,
  defineModule,
  group,
  input,
  literal,
  output,
  set,
  when,
} from '../language/index.ts';
import { memory } from '../primitives/memory.ts';
import { inlineSlotsOf, slotWords } from './bypass.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** The inline slots of one direction: short messages go through them in their order, and take no buffer. */
export const inlineMemory = shared((sizes: Sizes) => {
  const { payloadAddressBits, wordBits } = sizes;
  const words = slotWords(sizes);
  const inlineSlots = inlineSlotsOf(sizes.configuration);
  const depth = Math.max(2, inlineSlots * words);
  const addressBits = bitsFor(depth);
  const countBits = bitsToHold(inlineSlots);
  return defineModule({
    name: 'baton_inline_memory',
    summary: 'keeps the short messages of one direction, which take no buffer.',
    claims: 'the embodiment in which a buffer is bypassed',
    timing: [
      'A word written in cycle t can be read from cycle t + 1 on; a word read in cycle t is there in cycle t + 1.',
      'A slot that is freed in cycle t can be taken in cycle t + 1.',
    ],
    notes: [
      `A ring of ${inlineSlots} slots of ${sizes.configuration.bypassBytes} bytes: they are taken and freed in the order of their messages.`,
      'No flag says whether a slot is free: nobody asks for one but the circuits that send in this direction.',
    ],
    ports: {
      ...clockAndReset(),
      ...group('party that sends', {
        slot_free: output(1, 'the next slot is free'),
        slot_address: output(payloadAddressBits, 'its first word'),
        sent: input(1, 'the message in it is indicated'),
        write: input(1, 'a word is written'),
        write_address: input(payloadAddressBits, 'where'),
        write_data: input(wordBits, ''),
      }),
      ...group('party that receives', {
        read: input(1, 'a word is read'),
        read_address: input(payloadAddressBits, 'where'),
        read_data: output(wordBits, 'the word, in the cycle after'),
        freed: input(1, 'the oldest message has been read'),
      }),
    },
    build(m, io) {
      const address = m.register('address_q', payloadAddressBits, {
        reset: 0,
        doc: 'first word of the next slot',
      });
      const used = m.register('used_q', countBits, { reset: 0, doc: 'slots with messages' });
      const isLast = m.wire('is_last_slot', address.eq((inlineSlots - 1) * words));
      const full = m.wire('is_full', used.eq(inlineSlots).or(used.eq(inlineSlots - 1).and(io.sent)));
      m.assign(io.slot_free, full.not());
      m.assign(io.slot_address, address);
      m.clocked('slot_ring', [
        when(io.sent, [set(address, choose(isLast, literal(0, payloadAddressBits), address.plus(words)))]),
        when(io.sent.and(io.freed.not()), [set(used, used.plus(1))]).elseWhen(io.freed.and(io.sent.not()), [
          set(used, used.minus(1)),
        ]),
      ]);
      const [writeAddress, readAddress] = [io.write_address, io.read_address].map((signal) =>
        signal.slice(addressBits - 1, 0),
      );
      m.instance(
        'u_words',
        memory,
        {
          write_enable: io.write,
          write_lanes: 1,
          write_address: writeAddress!,
          write_data: io.write_data,
          read_enable: io.read,
          read_address: readAddress!,
          read_data: io.read_data,
        },
        { LANES: 1, LANE_WIDTH: wordBits, DEPTH: depth, ADDRESS_WIDTH: addressBits },
      );
      if (payloadAddressBits > addressBits) {
        const above = (signal: typeof io.write_address) => signal.slice(payloadAddressBits - 1, addressBits);
        m.wire('unused_address_bits', above(io.write_address).xor(above(io.read_address)));
      }
      m.probe('used', used, 'slots with messages');
      m.probe('write', io.write, 'a word is written');
      m.probe('write_address', io.write_address, 'where');
      m.probe('read', io.read, 'a word is read');
      m.probe('read_address', io.read_address, 'where');
      m.probe('freed', io.freed, 'the oldest message has been read');
    },
  });
});
