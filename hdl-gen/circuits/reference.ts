// SPDX-License-Identifier: Apache-2.0
import { inlineField } from './bypass.ts';
import { kindBits } from './codes.ts';
import { heldFields, passesHeldCalls } from './holding.ts';
import { onlyIf } from './only-if.ts';
import type { Sizes } from './sizes.ts';

/** What one party passes to the other with a message: which buffer, where it lies, how long, which thread, which kind. */
export function referenceFields(sizes: Sizes) {
  const { entryBits, pointerBits, lengthBits, tagBits } = sizes;
  return {
    entry: entryBits,
    pointer: pointerBits,
    length: lengthBits,
    tag: tagBits,
    kind: kindBits,
    ...heldFields(sizes),
    ...inlineField(sizes),
  };
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

/** The same in a kernel that passes messages on. */
export function passedFields(sizes: Sizes) {
  return {
    ...temporaryFields(sizes),
    ...heldFields(sizes),
    // A return that keeps the buffer it came in says which.
    ...onlyIf(passesHeldCalls(sizes), () => ({ entry: sizes.entryBits })),
    ...inlineField(sizes),
  };
}
