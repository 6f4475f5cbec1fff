// SPDX-License-Identifier: Apache-2.0

import { placeOf } from './area-entries.ts';
import type { AreaModel } from './area-model.ts';
import { noteSent } from './call-tags.ts';
import { levels } from './codes.ts';
import { storeFlag } from './control-area.ts';
import { noteAllocated, noteIndicated, noteTakenByCommand } from './held-calls.ts';
import { hold, leaveTo } from './holders.ts';
import { isSlot, slotNumber, takeSlot } from './inline-slots.ts';
import type { Reference } from './reference-queue.ts';

/** A buffer was allocated: step 618. */
export function applyAllocation(area: AreaModel, party: number, level: number, entry: number): void {
  storeFlag(...placeOf(area, entry), 0);
  hold(area.holders, party, level, entry, 0);
  if (area.calls !== undefined) noteAllocated(area.calls, entry);
}

/** A message was indicated: it waits for the other party. */
export function applyIndication(
  area: AreaModel,
  party: number,
  entry: number,
  length: number,
  tag: number,
  kind: number,
): void {
  leaveTo(area.holders, 1 - party, entry);
  noteSent(area.tags, kind, tag);
  const { calls, settings } = area;
  const held = calls !== undefined && noteIndicated(calls, party, entry, tag, kind, settings.hold);
  area.queues[(1 - party) as 0 | 1].push(entry, length, tag, kind, held);
}

/** A message in the next slot of a party was indicated: no flag and no holder changes. Returns the number of the slot. */
export function applyInline(
  area: AreaModel,
  party: number,
  length: number,
  tag: number,
  kind: number,
): number {
  const inline = area.inline!;
  const slot = slotNumber(inline, party, inline.rings[party as 0 | 1].next);
  noteSent(area.tags, kind, tag);
  takeSlot(inline, party);
  area.queues[(1 - party) as 0 | 1].push(slot, length, tag, kind, false);
  return slot;
}

/** A party takes the message that has waited longest for it. */
export function applyDetection(area: AreaModel, party: number, level: number): Reference {
  const reference = area.queues[party as 0 | 1].pop();
  if (isSlot(area.inline, reference.entry)) return reference;
  hold(area.holders, party, level, reference.entry, 1);
  if (area.calls !== undefined && level === levels.COMMAND) {
    noteTakenByCommand(area.calls, party, reference);
  }
  return reference;
}

/** A buffer was freed: step 718. Its last holder stays known. */
export function applyDeallocation(area: AreaModel, entry: number): void {
  storeFlag(...placeOf(area, entry), 1);
}
