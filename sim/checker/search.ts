// SPDX-License-Identifier: Apache-2.0
import { type Allocation, beginAllocation, type ControlArea } from '../reference-model/index.ts';

/** The search of one party for a free entry. */
export interface Search {
  readonly process: Allocation;
  /** The control area in which process 600 runs. */
  control: ControlArea;
  /** Who searches, or -1. */
  level: number;
  /** Entries not probed yet, or -1 while there is no search. */
  left: number;
  /** All entries were probed: a new one is due. */
  growing: boolean;
  /** The swap that was accepted takes a new entry. */
  expectsNew: boolean;
  /** The party may have a new entry in this cycle. */
  chance: boolean;
  /** The probe of this cycle ends the search. */
  ends: boolean;
  /** What follows a probe of this cycle that was the last in its area, and in vain. */
  found: 'none' | 'next area' | 'growth';
}

export function createSearch(control: ControlArea): Search {
  return {
    process: beginAllocation(),
    control,
    level: -1,
    left: -1,
    growing: false,
    expectsNew: false,
    chance: false,
    ends: false,
    found: 'none',
  };
}

export const hasReturned = ({ next }: Allocation): boolean => next === 0;
