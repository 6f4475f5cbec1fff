// SPDX-License-Identifier: Apache-2.0
import { kindBits } from './codes.ts';
import type { Sizes } from './sizes.ts';

/** What one party passes to the other with a message: which buffer, where it lies, how long, which thread, which kind. */
export function referenceFields({ entryBits, pointerBits, lengthBits, tagBits }: Sizes) {
  return { entry: entryBits, pointer: pointerBits, length: lengthBits, tag: tagBits, kind: kindBits };
}

/** The name under which a message waits in a temporary buffer. */
export function temporaryFields({ temporaryBits, temporaryAddressBits, lengthBits, tagBits }: Sizes) {
  return {
    temporary: temporaryBits,
    address: temporaryAddressBits,
    length: lengthBits,
    tag: tagBits,
    kind: kindBits,
  };
}
