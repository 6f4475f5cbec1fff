// SPDX-License-Identifier: Apache-2.0
import {
  clockOnly,
  defineModule,
  group,
  input,
  output,
  parameter,
  type RamKind,
  times,
} from '../language/index.ts';

const lanes = parameter('LANES', 1, 'write lanes of one word');
const laneWidth = parameter('LANE_WIDTH', 8, 'bits of one lane');
const depth = parameter('DEPTH', 16, 'words', { minimum: 2 });
const addressWidth = parameter('ADDRESS_WIDTH', 4, 'bits of an address, enough for DEPTH - 1');

/** Storage with one write and one registered read port, the only shape of memory in the whole design. */
function memoryOf(ram: RamKind, text: { name: string; summary: string; note: string }) {
  return defineModule({
    name: text.name,
    summary: text.summary,
    timing: [
      'A word written in cycle t can be read from cycle t + 1 on.',
      'A read accepted in cycle t puts its word on read_data in cycle t + 1, where it stays until the next read.',
      'Reading an address in the cycle in which it is written returns undefined data; no circuit relies on it.',
    ],
    notes: [text.note, 'An ASIC flow replaces this file by one that instantiates its memory macro.'],
    parameters: [lanes, laneWidth, depth, addressWidth],
    ports: {
      ...clockOnly(),
      ...group('write port', {
        write_enable: input(1, ''),
        write_lanes: input(lanes, 'which lanes of the word are written'),
        write_address: input(addressWidth, ''),
        write_data: input(times(lanes, laneWidth), ''),
      }),
      ...group('read port', {
        read_enable: input(1, ''),
        read_address: input(addressWidth, ''),
        read_data: output(times(lanes, laneWidth), ''),
      }),
    },
    build(m, io) {
      const data = m.register('read_data_q', times(lanes, laneWidth), { reset: 'none' });
      m.memory({
        name: 'words',
        ram,
        depth,
        laneCount: lanes,
        laneWidth,
        write: {
          enable: io.write_enable,
          lanes: io.write_lanes,
          address: io.write_address,
          data: io.write_data,
        },
        read: { enable: io.read_enable, address: io.read_address, data },
      });
      m.assign(io.read_data, data);
    },
  });
}

/** For the bytes of messages: they are worth a block of their own, however small the buffers are made. */
export const blockMemory = memoryOf('block', {
  name: 'baton_block_memory_1w1r',
  summary: 'memory with one write port and one read port, in block RAM.',
  note: 'ram_style asks for block RAM where a tool would take something else for so few words.',
});

/** For what is kept of each buffer or message: a word of a few bits for each. */
export const memory = memoryOf('any', {
  name: 'baton_memory_1w1r',
  summary: 'memory with one write port and one read port, in block or distributed RAM.',
  note: 'ram_block, of IEEE 1364.1, asks for RAM of either kind where a tool would take registers for so few words.',
});
