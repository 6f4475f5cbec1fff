// SPDX-License-Identifier: Apache-2.0
import { clockAndReset, defineModule, group, input, output, prefixed, set, when } from '../language/index.ts';
import { holdsCalls } from './holding.ts';
import { onlyIf } from './only-if.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/**
 * Whether a return is in an area of streams alone. Their circuits free and send nothing but what they were given, so that nobody
 * has to remember who holds a buffer.
 */
export const returnsUnderWay = shared((sizes: Sizes) => {
  const { entries, entryBits } = sizes;
  const side = {
    entry: input(entryBits, 'the entry of the operation that takes effect'),
    allocated: input(1, 'the operation allocates the entry'),
  };
  return defineModule({
    name: 'baton_returns_under_way',
    summary: 'tells whether a return is being written or read, or waits to be detected.',
    claims: 'the turns of requests and returns around claim elements 12a and 19a',
    timing: ['Changes of cycle t are seen from cycle t + 1 on.'],
    ports: {
      ...clockAndReset(),
      ...group('control area', { flags: input(entries, 'all flags, 1 free') }),
      ...prefixed('first', 'first party: requests', side),
      ...prefixed('second', 'second party: returns', {
        ...side,
        ...onlyIf(holdsCalls(sizes), () => ({
          indicated: input(1, 'the operation sends the entry, perhaps that of a held call'),
        })),
      }),
      ...group('returns', { return_under_way: output(1, 'its buffer comes free') }),
    },
    build(m, io) {
      const returns = m.register('returns_q', entries, {
        reset: 0,
        doc: 'entries whose last message is a return, or is to be one',
      });
      const begins = holdsCalls(sizes) ? io.second_allocated.or(io.second_indicated) : io.second_allocated;
      m.clocked('returns_bank', [
        when(io.first_allocated, [set(returns.at(io.first_entry), 0)]),
        when(begins, [set(returns.at(io.second_entry), 1)]),
      ]);
      m.assign(io.return_under_way, returns.and(io.flags.not()).any());
    },
  });
});
