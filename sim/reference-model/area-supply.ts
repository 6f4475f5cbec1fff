// SPDX-License-Identifier: Apache-2.0

import type { AreaModel } from './area-model.ts';
import { countOnesBelow } from './bit-vector.ts';
import { parties } from './codes.ts';

/** Entries that may be taken. */
export function countFree(area: AreaModel): number {
  return countOnesBelow(area.control.flags, usableBits(area));
}

/** The flags below this number count: those below the limit, and those of a second area only when all of it is there. */
export function usableBits({ settings, control, second }: AreaModel): number {
  const filled = control.entries + (second === undefined ? 0 : second.words[0]!);
  return Math.min(settings.limit, filled);
}

/**
 * Whether a party may take a free entry now: a request, which the first party sends, leaves the reserve to others, free or
 * to be added.
 */
export function mayAllocate(area: AreaModel, party: number): boolean {
  const { reserve } = area.settings;
  return party === parties.SECOND || reserve === 0 || area.addable > 0 || countFree(area) > reserve;
}

/** Whether an allocation of a party that finds nothing free may have a new entry: a request leaves one to a return. */
export function mayGrow(area: AreaModel, party: number): boolean {
  const { options, settings } = area;
  const left = area.addable - 1;
  return (
    options.onDemand && left >= 0 && (party === parties.SECOND || left + countFree(area) >= settings.reserve)
  );
}
