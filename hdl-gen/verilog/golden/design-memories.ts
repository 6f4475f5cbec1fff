// SPDX-License-Identifier: Apache-2.0
import {
  clockOnly,
  defineModule,
  input,
  output,
  parameter,
  type RamKind,
  type Size,
  times,
} from '../../language/index.ts';

function memory(
  name: string,
  summary: string,
  ram: RamKind,
  sizes: { depth: Size; addressWidth: Size; laneCount: Size; laneWidth: Size },
  parameters: readonly ReturnType<typeof parameter>[] = [],
) {
  const { depth, addressWidth, laneCount, laneWidth } = sizes;
  return defineModule({
    name,
    summary,
    timing: ['Read data follow one cycle after read_enable.'],
    parameters,
    ports: {
      ...clockOnly(),
      write_enable: input(1, ''),
      write_lanes: input(laneCount, 'which lanes are written'),
      write_address: input(addressWidth, ''),
      write_data: input(times(laneCount, laneWidth), ''),
      read_enable: input(1, ''),
      read_address: input(addressWidth, ''),
      read_data: output(times(laneCount, laneWidth), ''),
    },
    build(m, io) {
      const data = m.register('read_data_q', times(laneCount, laneWidth), { reset: 'none' });
      m.memory({
        name: 'words',
        ram,
        depth,
        laneCount,
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

export const memoryOfLanes = memory('golden_memory_lanes', 'memory of 12 words of four bytes.', 'block', {
  depth: 12,
  addressWidth: 4,
  laneCount: 4,
  laneWidth: 8,
});

export const memoryOfWords = memory('golden_memory_words', 'memory of 2 words of one bit.', 'any', {
  depth: 2,
  addressWidth: 1,
  laneCount: 1,
  laneWidth: 1,
});

const depth = parameter('DEPTH', 16, 'words', { minimum: 2 });
const addressWidth = parameter('ADDRESS_WIDTH', 4, 'bits of an address, enough for DEPTH - 1');
const laneCount = parameter('LANES', 2, 'lanes of a word');
const laneWidth = parameter('LANE_WIDTH', 8, 'bits of a lane');

export const memoryOfParameters = memory(
  'golden_memory_parameters',
  'memory of any size.',
  'block',
  { depth, addressWidth, laneCount, laneWidth },
  [depth, addressWidth, laneCount, laneWidth],
);
