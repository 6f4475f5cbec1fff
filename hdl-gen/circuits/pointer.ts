// SPDX-License-Identifier: Apache-2.0
import { type Expression, literal, type Signal } from '../language/index.ts';
import type { Sizes } from './sizes.ts';

/** The word of the payload memory at which the buffer of a byte pointer begins. */
export function wordOfPointer(
  { pointerBits, byteBits, payloadAddressBits }: Sizes,
  pointer: Signal,
): Expression {
  return pointerBits > byteBits
    ? pointer.slice(pointerBits - 1, byteBits).extend(payloadAddressBits)
    : literal(0, payloadAddressBits);
}
