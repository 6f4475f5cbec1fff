// SPDX-License-Identifier: Apache-2.0
import { bitsFor, defineModule, input, literal, output } from '../language/index.ts';

/** Finds the lowest 1 of a vector. */
export function lowestOne(name: string, width: number) {
  const indexBits = bitsFor(width);
  return defineModule({
    name,
    summary: 'finds the lowest bit that is 1.',
    timing: ['Combinational.'],
    ports: {
      bits: input(width, ''),
      found: output(1, 'any bit is 1'),
      lowest: output(width, 'only the lowest 1; zero when none is found'),
      index: output(indexBits, 'position of the lowest 1; zero when none is found'),
    },
    build(m, io) {
      const isolated = m.wire(
        'isolated',
        width === 1 ? io.bits : io.bits.and(io.bits.not().plus(1)),
        "two's complement keeps the lowest 1 alone",
      );
      m.assign(io.found, width === 1 ? io.bits : io.bits.any());
      m.assign(io.lowest, isolated);
      for (let bit = 0; bit < indexBits; bit += 1) {
        const positions = Array.from(
          { length: width },
          (_, position) => BigInt((position >> bit) & 1) << BigInt(position),
        );
        const mask = positions.reduce((sum, position) => sum | position, 0n);
        m.assign(
          io.index.slice(bit, bit),
          width === 1 ? literal(0, 1) : isolated.and(literal(mask, width, 'hexadecimal')).any(),
        );
      }
    },
  });
}
