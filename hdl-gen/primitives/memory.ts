// SPDX-License-Identifier: Apache-2.0
import { clockOnly, defineModule, group, input, output, parameter, times } from '../language/index.ts';

const lanes = parameter('LANES', 1, 'write lanes of one word');
const laneWidth = parameter('LANE_WIDTH', 8, 'bits of one lane');
const depth = parameter('DEPTH', 16, 'words', { minimum: 2 });
const addressWidth = parameter('ADDRESS_WIDTH', 4, 'bits of an address, enough for DEPTH - 1');

/** Storage with one write and one registered read port, the only shape of memory in the whole design. */
export const memory = defineModule({
  name: 'baton_memory_1w1r',
  summary: 'memory with one write port and one read port, the shape that block RAM of every target has.',
  timing: [
    'A word written in cycle t can be read from cycle t + 1 on.',
    'A read accepted in cycle t puts its word on read_data in cycle t + 1, where it stays until the next read.',
    'Reading an address in the cycle in which it is written returns undefined data; no circuit relies on it.',
  ],
  notes: ['An ASIC flow replaces this file by one that instantiates its memory macro.'],
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
