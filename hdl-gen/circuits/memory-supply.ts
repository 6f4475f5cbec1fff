// SPDX-License-Identifier: Apache-2.0
import { group, input, output } from '../language/index.ts';
import { onlyIf } from './only-if.ts';
import { addsMemory } from './provisioned.ts';
import type { Sizes } from './sizes.ts';

/** What an allocation circuit tells the statistics about a party; nothing where nothing is counted. */
export function servablePort(sizes: Sizes) {
  return sizes.configuration.statisticsBits > 0
    ? {
        servable: output(
          1,
          `there is an entry for this party${addsMemory(sizes) ? ', or one can be added' : ''}`,
        ),
      }
    : {};
}

/** What an allocation circuit knows of memory that can still be added; seen from the allocation circuit. */
export function supplyPorts(sizes: Sizes) {
  const grows = sizes.configuration.memory === 'on-demand';
  return onlyIf(addsMemory(sizes), () =>
    group('memory that can be added', {
      room: input(
        1,
        grows ? 'there is an entry below the limit without a buffer' : 'the second area can still be filled',
      ),
      needed: output(1, grows ? 'a new entry is asked for' : 'the second area is asked for'),
      ...onlyIf(grows, () => ({
        ...onlyIf(sizes.configuration.reserveForReturn > 0, () => ({
          last: input(1, 'there is only one such entry'),
        })),
        prepared: input(1, 'the next entry has its buffer and can be taken'),
        next_entry: input(sizes.entryBits, 'that entry'),
        grows: output(1, 'the entry offered is a new one: nobody has to find its flag 1'),
      })),
    }),
  );
}
