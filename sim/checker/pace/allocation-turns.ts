// SPDX-License-Identifier: Apache-2.0
import { type AreaModel, type BitVector, parties } from '../../reference-model/index.ts';

/** Which party of an area must leave the next entry to the other one. */
export interface AllocationTurns {
  /** Keeps what the turns of a cycle depend on, before its operations: whose messages have no buffer yet. */
  begin(firstWaits: boolean, secondWaits: boolean): void;
  /** A message of the party has no buffer yet. */
  waits(party: number): boolean;
  /** The first party goes first when both want the same entry. */
  firstGoesFirst(): boolean;
  /** No entry is for the party: it is the turn of the other. `requests` could be given an entry one after the other. */
  mustWait(party: number, requests: number): boolean;
  /** Goes on to the next cycle: who got an entry, and who wanted one besides those that wait. */
  step(taken: readonly boolean[], wanted: readonly boolean[]): void;
  restart(): void;
}

/**
 * While a message waits for a buffer, at most one message of the other party gets one that the waiting one could have had.
 * Where only the reserve is free, a return leaves it to a request in its turn if another return will free its own buffer.
 */
export function createAllocationTurns({ holders, control, settings }: AreaModel): AllocationTurns {
  const waits = [false, false];
  let secondDue = false;
  let returnUnderWay = false;

  /** A buffer with a return, or one for it, that circuits or the queue have. */
  function hasReturn({ second, circuits, pending, received }: typeof holders, flags: BitVector): boolean {
    for (let word = 0; word < flags.length; word += 1) {
      const waiting = pending[word]! & ~second[word]!;
      const inCircuits = ~pending[word]! & circuits[word]! & (second[word]! ^ received[word]!);
      if ((~flags[word]! & (waiting | inCircuits)) !== 0) return true;
    }
    return false;
  }

  return {
    begin(firstWaits, secondWaits) {
      waits[parties.FIRST] = firstWaits;
      waits[parties.SECOND] = secondWaits;
      returnUnderWay = hasReturn(holders, control.flags);
    },
    waits: (party) => waits[party]!,
    firstGoesFirst: () => !secondDue,
    mustWait(party, requests) {
      const reserved = settings.reserve > 0;
      if (party === parties.FIRST) return !reserved && waits[parties.SECOND]! && secondDue && requests === 1;
      const leaves = reserved && requests === 0 ? returnUnderWay : requests === 1;
      return waits[parties.FIRST]! && !secondDue && leaves;
    },
    step(taken, wanted) {
      const { FIRST, SECOND } = parties;
      if (taken[FIRST] && (waits[SECOND] || wanted[SECOND])) secondDue = true;
      else if (taken[SECOND] && (waits[FIRST] || wanted[FIRST])) secondDue = false;
    },
    restart() {
      secondDue = false;
      waits.fill(false);
    },
  };
}
