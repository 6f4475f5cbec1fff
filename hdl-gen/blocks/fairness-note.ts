// SPDX-License-Identifier: Apache-2.0
import type { Sizes } from '../circuits/sizes.ts';

/** Messages of one direction that may come through between two of the other; the note below says when. */
export function mostOvertaking({ bufferCount, configuration }: Sizes): number {
  return bufferCount + configuration.temporaryBuffers + 4;
}

/** What a whole block promises to both directions. */
export function fairnessNotes(sizes: Sizes): readonly string[] {
  const { parties, reserveForReturn, bypassBytes } = sizes.configuration;
  // Short messages pass those that wait for buffers; how many of them is not promised.
  if (bypassBytes > 0) return [];
  // Without a reserve calls and returns in a gateway can lock each other out for good.
  if (parties === 'three' && reserveForReturn === 0) return [];
  return [
    `Neither direction starves the other: while both streams send and both are read, at most ${mostOvertaking(sizes)} messages of one come through between two of the other; where those are longer, as many bytes.${parties === 'three' ? ' A call that waits for a server thread waits for nobody else.' : ''}`,
  ];
}
