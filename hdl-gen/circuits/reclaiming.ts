// SPDX-License-Identifier: Apache-2.0
import { input, output } from '../language/index.ts';
import { onlyIf } from './only-if.ts';
import type { Sizes } from './sizes.ts';

/** Whether what a dead party holds can be taken back: that is built. */
export function takesBack({ configuration }: Sizes): boolean {
  return configuration.reclaim;
}

/** What an area tells of one of its parties so that all of it can be taken back, and what it allows then; seen from the area. */
export function reclaimPorts(sizes: Sizes) {
  const { entries, configuration } = sizes;
  return onlyIf(takesBack(sizes), () => ({
    owned: output(entries, 'allocated entries that the party holds, or that wait for it'),
    ...onlyIf(configuration.allocator === 'scan', () => ({
      searching: output(1, 'a search for a free entry is under way'),
    })),
    taken_back: input(
      1,
      'the deallocation that takes effect is no wish of the party: whoever of it holds the entry',
    ),
  }));
}

/** What an area connects for a party that never dies: the kernel. */
export function neverTakenBack(sizes: Sizes) {
  return onlyIf(takesBack(sizes), () => ({ taken_back: 0 }));
}

/** Which calls an area waits for, where somebody has to answer for a dead party; seen from the area. */
export function openCallsPort(sizes: Sizes) {
  return onlyIf(takesBack(sizes), () => ({
    open_calls: output(sizes.tags, 'call tags that wait for a return'),
  }));
}

/** What a party is told; seen from the block. */
export function reclaimedPort(sizes: Sizes) {
  return onlyIf(takesBack(sizes), () => ({
    reclaims: output(
      1,
      'all that the party holds is taken back: nothing of it is accepted, and what was under way is void',
    ),
  }));
}
