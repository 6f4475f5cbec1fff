// SPDX-License-Identifier: Apache-2.0

import { shared } from '../circuits/shared.ts';
import type { Sizes } from '../circuits/sizes.ts';
import {
  bitsToHold,
  clockAndReset,
  defineModule,
  type Expression,
  group,
  input,
  output,
  set,
} from '../language/index.ts';

/** Counts what a bitmap by buffer marks. */
export const countOnes = shared(({ entries, bufferCount }: Sizes) => {
  const width = bitsToHold(bufferCount);
  return defineModule({
    name: 'baton_count_ones',
    summary: 'counts the bits that are 1.',
    timing: ['The bits of cycle t are counted in cycle t + 1.'],
    ports: {
      ...clockAndReset(),
      ...group('bits', { bits: input(entries, '') }),
      ...group('count', { count: output(width, '') }),
    },
    build(m, io) {
      const total = m.register('count_q', width, { reset: 0 });
      const add = (low: number, many: number): Expression => {
        if (many === 1) return io.bits.bit(low).extend(width);
        const half = Math.ceil(many / 2);
        return add(low, half).plus(add(low + half, many - half));
      };
      if (entries > bufferCount) m.wire('unused_bits', io.bits.slice(entries - 1, bufferCount));
      m.clocked('count_register', [set(total, add(0, bufferCount))]);
      m.assign(io.count, total);
    },
  });
});
