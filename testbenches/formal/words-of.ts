// SPDX-License-Identifier: Apache-2.0
import type { Sizes } from '../../hdl-gen/circuits/sizes.ts';

/** What a reader keeps of the message it reads: whether its next word is the last one, or there is none. */
export function lastIsKnown(active: string, last: string, left: string, { wordBytes }: Sizes): string {
  return `!${active} || ${last} == (${left} <= ${wordBytes})`;
}

/** How many words a length in bytes takes, as a Verilog expression, and the bits that a sum of two such numbers needs. */
export function wordsOf({ lengthBits, wordBytes }: Sizes): {
  readonly text: (length: string) => string;
  readonly width: number;
} {
  const width = lengthBits + 2;
  return {
    width,
    text: (length) => `((${width}'d${wordBytes - 1} + ${length}) / ${width}'d${wordBytes})`,
  };
}
