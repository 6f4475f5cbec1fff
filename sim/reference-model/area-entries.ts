// SPDX-License-Identifier: Apache-2.0

import type { AreaModel } from './area-model.ts';
import { type BitVector, bitAt, setBit } from './bit-vector.ts';
import { levels, partyName } from './codes.ts';
import { type ControlArea, loadFlag, loadPointer } from './control-area.ts';

/** The control area of an entry, and its number in it. */
export function placeOf({ control, second }: AreaModel, entry: number): readonly [ControlArea, number] {
  return second === undefined || entry < control.entries
    ? [control, entry]
    : [second, entry - control.entries];
}

/** Whether an entry has a buffer. */
export function exists({ options, entries, control, second }: AreaModel, entry: number): boolean {
  if (options.onDemand) return entry < control.words[0]!;
  return entry < (second === undefined ? entries : control.words[0]! + second.words[0]!);
}

/** The pointer of an entry, a byte address. */
export function pointerOf(area: AreaModel, entry: number): number {
  return loadPointer(...placeOf(area, entry));
}

/** Marks the allocated entries that a party holds, or that wait for it. */
export function noteOwned(area: AreaModel, party: number, owned: BitVector): void {
  for (let entry = 0; entry < area.entries; entry += 1) {
    const mine = bitAt(area.holders.second, entry) === party && loadFlag(area.control, entry) === 0;
    setBit(owned, entry, mine && exists(area, entry) ? 1 : 0);
  }
}

/** Who has an entry, for people. */
export function describeHolder(area: AreaModel, entry: number): string {
  const { control, holders } = area;
  if (!exists(area, entry)) return `there is no entry ${entry}`;
  const party = partyName(bitAt(holders.second, entry));
  if (loadFlag(control, entry) === 1) return `entry ${entry} is free, the ${party} party had it last`;
  if (bitAt(holders.pending, entry) === 1) return `entry ${entry} waits for the ${party} party`;
  const level = bitAt(holders.circuits, entry) === levels.CIRCUITS ? 'the circuits' : 'commands';
  const origin = bitAt(holders.received, entry) === 1 ? 'received' : 'allocated';
  return `entry ${entry} is held by ${level} of the ${party} party, ${origin}`;
}
