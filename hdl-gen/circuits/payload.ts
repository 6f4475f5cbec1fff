// SPDX-License-Identifier: Apache-2.0

import {
  bitsFor,
  choose,
  clockAndReset,
  defineModule,
  input,
  output,
  prefixed,
  set,
  when,
} from '../language/index.ts';
import { blockMemory } from '../primitives/memory.ts';
import { parties } from './parties.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** What writes words of a payload memory; seen from the writer. */
export function writePort(addressBits: number, { wordBits, wordBytes }: Sizes) {
  return {
    write_valid: output(1, 'a word is to be written'),
    write_ready: input(1, 'it is written in this cycle'),
    write_address: output(addressBits, 'in words'),
    write_data: output(wordBits, ''),
    write_strobe: output(wordBytes, 'which bytes of it'),
  };
}

/** What reads words of a payload memory; seen from the reader. */
export function readPort(addressBits: number, { wordBits }: Sizes) {
  return {
    read_valid: output(1, 'a word is to be read'),
    read_ready: input(1, 'it is read in this cycle'),
    read_address: output(addressBits, 'in words'),
    read_data: input(wordBits, 'the word, in the cycle after'),
  };
}

/** The buffers of one area: two banks, so that both parties move a word per cycle in each direction. */
export const payload = shared((sizes: Sizes) => {
  const { wordBits, wordBytes, payloadWords, payloadAddressBits } = sizes;
  const bankDepth = Math.max(2, Math.ceil(payloadWords / 2));
  const bankBits = bitsFor(bankDepth);
  const side = {
    write_valid: input(1, 'a word is to be written'),
    write_ready: output(1, 'it is written in this cycle'),
    write_address: input(payloadAddressBits, 'in words'),
    write_data: input(wordBits, ''),
    write_strobe: input(wordBytes, 'which bytes of it'),
    read_valid: input(1, 'a word is to be read'),
    read_ready: output(1, 'it is read in this cycle'),
    read_address: input(payloadAddressBits, 'in words'),
    read_data: output(wordBits, 'the word, in the cycle after'),
  };
  return defineModule({
    name: 'baton_payload',
    summary: 'the buffers of one area, reached by both parties at the same time.',
    claims: 'buffers 513, 515, 517, 519 of Fig. 5',
    timing: [
      'Each party writes one word and reads one word per cycle; a word read in cycle t is on read_data in cycle t + 1.',
      'Even words lie in one bank, odd words in the other. Two streams that meet in a bank cost one of them one cycle; from then on they stay out of step.',
    ],
    notes: [
      'A word is never read in the cycle in which it is written: messages are indicated after their last write.',
    ],
    ports: {
      ...clockAndReset(),
      ...prefixed('first', 'first party', side),
      ...prefixed('second', 'second party', side),
    },
    build(m, io) {
      for (const access of ['write', 'read'] as const) {
        const turn = m.register(`second_${access}s_first_q`, 1, {
          reset: 0,
          doc: 'who wins the next collision',
        });
        const collide = m.wire(
          `${access}s_collide`,
          io[`first_${access}_valid`].and(
            io[`second_${access}_valid`],
            io[`first_${access}_address`].bit(0).eq(io[`second_${access}_address`].bit(0)),
          ),
        );
        m.assign(io[`first_${access}_ready`], collide.and(turn).not());
        m.assign(io[`second_${access}_ready`], collide.and(turn.not()).not());
        m.clocked(`${access}_turn`, [when(collide, [set(turn, turn.not())])]);
      }
      const fromOdd = Object.fromEntries(
        parties.map((party) => {
          const odd = m.register(`${party}_read_odd_q`, 1, {
            reset: 0,
            doc: `the ${party} party has read from the odd bank`,
          });
          m.clocked(`${party}_read_bank`, [set(odd, io[`${party}_read_address`].bit(0))]);
          return [party, odd];
        }),
      );
      const read = (['even', 'odd'] as const).map((bank) => {
        const inBank = (party: 'first' | 'second', access: 'write' | 'read') => {
          const address = io[`${party}_${access}_address`].bit(0);
          return io[`${party}_${access}_valid`].and(
            io[`${party}_${access}_ready`],
            bank === 'odd' ? address : address.not(),
          );
        };
        const uses = {
          write: { first: inBank('first', 'write'), second: inBank('second', 'write') },
          read: { first: inBank('first', 'read'), second: inBank('second', 'read') },
        };
        const firstWrites = m.wire(`first_writes_${bank}`, uses.write.first);
        const firstReads = m.wire(`first_reads_${bank}`, uses.read.first);
        const writes = m.wire(`writes_${bank}`, firstWrites.or(uses.write.second));
        const reads = m.wire(`reads_${bank}`, firstReads.or(uses.read.second));
        const upper = (address: typeof io.first_write_address) => address.slice(bankBits, 1);
        return m.instance(
          `u_${bank}`,
          blockMemory,
          {
            write_enable: writes,
            write_lanes: m.wire(
              `${bank}_strobe`,
              choose(firstWrites, io.first_write_strobe, io.second_write_strobe),
            ),
            write_address: m.wire(
              `${bank}_write_address`,
              choose(firstWrites, upper(io.first_write_address), upper(io.second_write_address)),
            ),
            write_data: m.wire(
              `${bank}_write_data`,
              choose(firstWrites, io.first_write_data, io.second_write_data),
            ),
            read_enable: reads,
            read_address: m.wire(
              `${bank}_read_address`,
              choose(firstReads, upper(io.first_read_address), upper(io.second_read_address)),
            ),
          },
          { LANES: wordBytes, LANE_WIDTH: 8, DEPTH: bankDepth, ADDRESS_WIDTH: bankBits },
        ).read_data;
      });
      if (payloadAddressBits > bankBits + 1) {
        // A pointer that names an inline slot may be wider than one that names a buffer.
        const above = (['write', 'read'] as const).flatMap((access) =>
          parties.map((party) =>
            io[`${party}_${access}_address`].slice(payloadAddressBits - 1, bankBits + 1),
          ),
        );
        m.wire(
          'unused_address_bits',
          above.reduce((all, one) => all.xor(one)),
        );
      }
      for (const party of parties) {
        m.assign(io[`${party}_read_data`], choose(fromOdd[party]!, read[1]!, read[0]!));
      }
      for (const party of parties) {
        for (const port of [
          'write_valid',
          'write_ready',
          'write_address',
          'write_data',
          'write_strobe',
        ] as const) {
          m.probe(`${party}_${port}`, io[`${party}_${port}`], `word that the ${party} party writes`);
        }
        for (const port of ['read_valid', 'read_ready', 'read_address'] as const) {
          m.probe(`${party}_${port}`, io[`${party}_${port}`], `word that the ${party} party reads`);
        }
      }
    },
  });
});
