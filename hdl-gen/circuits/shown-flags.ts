// SPDX-License-Identifier: Apache-2.0
import { output } from '../language/index.ts';
import { onlyIf } from './only-if.ts';
import type { Sizes } from './sizes.ts';

/** Whether registers behind a bus show how many buffers are free. */
export function showsFlags({ configuration }: Sizes): boolean {
  return configuration.bus !== 'native';
}

/** What an area tells registers behind a bus; seen from the area, and with a prefix from the block. */
export function shownFlags(sizes: Sizes) {
  return onlyIf(showsFlags(sizes), () => ({ shown_flags: output(sizes.entries, 'all flags, 1 free') }));
}
