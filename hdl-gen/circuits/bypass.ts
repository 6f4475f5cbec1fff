// SPDX-License-Identifier: Apache-2.0
import type { Configuration } from '../configuration/index.ts';
import { bitsToHold, input, output } from '../language/index.ts';
import { onlyIf } from './only-if.ts';
import type { Sizes } from './sizes.ts';

/** Whether short messages go in inline slots and take no buffer. */
export function bypassesBuffers({ configuration }: Sizes): boolean {
  return configuration.bypassBytes > 0;
}

/**
 * Inline slots of each direction of an area: two, so that one is filled while the other is read; and a third where two legs
 * share the lanes of a kernel, so that short messages come as fast as if they took buffers.
 */
export function inlineSlotsOf({ parties, path, server }: Configuration): number {
  return parties === 'three' && path === 'temporary' && server === 'local' ? 3 : 2;
}

/** Words of an inline slot. */
export function slotWords({ configuration, wordBytes }: Sizes): number {
  return configuration.bypassBytes / wordBytes;
}

/** Bits of the number of words of a message, as far as they matter: one more than a slot has stands for all that is long. */
export function beatCountBits(sizes: Sizes): number {
  return bitsToHold(slotWords(sizes) + 1);
}

/** Whether a reference names an inline slot. */
export function inlineField(sizes: Sizes): { readonly inline: number } {
  return onlyIf(bypassesBuffers(sizes), () => ({ inline: 1 }));
}

/** How sending circuits say that what they ask for is about an inline slot; seen from the area. */
export function inlineOperationPort(sizes: Sizes) {
  return onlyIf(bypassesBuffers(sizes), () => ({
    inline: input(1, 'the message to indicate is in an inline slot, not in a buffer'),
  }));
}

/** The inline slots that sending circuits write to; seen from the circuits. */
export function sendingSlotPorts(sizes: Sizes) {
  return onlyIf(bypassesBuffers(sizes), () => ({
    slot_free: input(1, 'a short message may go into the next inline slot'),
    slot_address: input(sizes.payloadAddressBits, 'its first word'),
    write_inline: output(1, 'what is written goes into that slot, not into a buffer'),
  }));
}

/** The inline slots that receiving circuits read; seen from the circuits. */
export function receivingSlotPorts(sizes: Sizes) {
  return onlyIf(bypassesBuffers(sizes), () => ({
    read_inline: output(1, 'what is read comes from an inline slot, not from a buffer'),
    release_inline: output(1, 'what has been read is an inline slot, not a buffer'),
  }));
}

/** All that the circuits of a party have to do with inline slots; seen from the circuits. */
export function slotPorts(sizes: Sizes) {
  return { ...sendingSlotPorts(sizes), ...receivingSlotPorts(sizes) };
}
