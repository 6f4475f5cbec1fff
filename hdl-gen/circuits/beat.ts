// SPDX-License-Identifier: Apache-2.0
import { kindBits } from './codes.ts';
import type { Sizes } from './sizes.ts';

/** What a beat of a stream carries, and in how many bits. */
export function beatFields({ wordBits, wordBytes, tagBits }: Sizes) {
  return { data: wordBits, strobe: wordBytes, last: 1, abort: 1, tag: tagBits, kind: kindBits };
}
