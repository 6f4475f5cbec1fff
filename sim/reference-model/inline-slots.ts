// SPDX-License-Identifier: Apache-2.0

/** The slots of one direction, which are taken and freed in turn. */
interface SlotRing {
  /** The slot that the next short message goes into. */
  next: number;
  /** The slot of the oldest message that was sent and not read to its end. */
  oldest: number;
  used: number;
}

/** Where the short messages of an area are that take no buffer. Each slot has a number behind those of the entries. */
export interface InlineSlots {
  /** Slots of each direction. */
  readonly slots: number;
  /** The most bytes of a message that goes in one. */
  readonly bytes: number;
  /** Number of the first slot of the first party. */
  readonly first: number;
  /** For messages of the first and of the second party. */
  readonly rings: readonly [SlotRing, SlotRing];
}

export function createInlineSlots(slots: number, bytes: number, entries: number): InlineSlots {
  const ring = (): SlotRing => ({ next: 0, oldest: 0, used: 0 });
  return { slots, bytes, first: entries, rings: [ring(), ring()] };
}

export function forgetSlots({ rings }: InlineSlots): void {
  for (const ring of rings) Object.assign(ring, { next: 0, oldest: 0, used: 0 });
}

/** The number of a slot for messages of a party. */
export function slotNumber({ first, slots }: InlineSlots, party: number, slot: number): number {
  return first + party * slots + slot;
}

/** Whether a number is that of a slot. */
export function isSlot(inline: InlineSlots | undefined, entry: number): boolean {
  return inline !== undefined && entry >= inline.first;
}

/** A message of a party is in its next slot and waits for the other. */
export function takeSlot({ rings, slots }: InlineSlots, party: number): void {
  const ring = rings[party as 0 | 1];
  ring.next = (ring.next + 1) % slots;
  ring.used += 1;
}

/** The oldest message of a party is read to its end. */
export function freeSlot({ rings, slots }: InlineSlots, party: number): void {
  const ring = rings[party as 0 | 1];
  ring.oldest = (ring.oldest + 1) % slots;
  ring.used -= 1;
}
