// SPDX-License-Identifier: Apache-2.0
import { bypassesBuffers, slotWords } from '../circuits/bypass.ts';
import type { Sizes } from '../circuits/sizes.ts';

/** What it costs a whole block to know the length of each message before anything is allocated for it. */
export function bypassTiming(sizes: Sizes): readonly string[] {
  if (!bypassesBuffers(sizes)) return [];
  const words = slotWords(sizes);
  return [
    `To that each message of W words adds the smaller of W and ${words + 1}, less one: the cycles until it is known whether it is longer than ${sizes.configuration.bypassBytes} bytes.`,
  ];
}
