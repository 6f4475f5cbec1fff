// SPDX-License-Identifier: Apache-2.0
import {
  type BitVector,
  countOnes,
  createBitVector,
  kinds,
  parties,
  setBit,
} from '../reference-model/index.ts';

/** What went one way. */
export interface DirectionSummary {
  readonly from: string;
  readonly to: string;
  readonly messages: number;
  readonly bytes: number;
}

/** How much of one area was used. */
export interface AreaSummary {
  readonly name: string;
  readonly entries: number;
  readonly mostBuffersInUse: number;
  readonly distinctEntries: number;
}

/** What was compared. */
export interface CheckSummary {
  readonly cycles: number;
  /** Loads, stores, swaps and detects together. */
  readonly operationsCompared: number;
  readonly operations: Readonly<Counters>;
  /** Accesses through the windows of the parties and to registers that were answered. */
  readonly accesses: Readonly<AccessCounters>;
  readonly directions: readonly DirectionSummary[];
  readonly areas: readonly AreaSummary[];
  readonly threads: number;
  readonly distinctTags: number;
  readonly temporaryBuffers: number;
  readonly mostTemporariesInUse: number;
  readonly mostCallsInFlight: number;
  readonly returnsOutOfOrder: number;
}

/** Counts what happens in one area. */
export interface AreaStatistics {
  allocated(entry: number, flags: BitVector): void;
  summary(): AreaSummary;
}

export function createAreaStatistics(name: string, entries: number): AreaStatistics {
  const used = createBitVector(entries);
  let most = 0;
  return {
    allocated(entry, flags) {
      setBit(used, entry, 1);
      most = Math.max(most, entries - countOnes(flags));
    },
    summary: () => ({ name, entries, mostBuffersInUse: most, distinctEntries: countOnes(used) }),
  };
}

/** Counts calls and the order of their returns. */
export interface CallStatistics {
  /** A message of the area at which calls begin was indicated. */
  indicated(party: number, kind: number, tag: number): void;
  forgetOpenCalls(): void;
  summary(): Pick<CheckSummary, 'distinctTags' | 'mostCallsInFlight' | 'returnsOutOfOrder'>;
}

export function createCallStatistics(threads: number): CallStatistics {
  const used = createBitVector(threads);
  let open: number[] = [];
  let most = 0;
  let outOfOrder = 0;
  return {
    indicated(party, kind, tag) {
      if (party === parties.FIRST && kind === kinds.CALL) {
        setBit(used, tag, 1);
        open.push(tag);
        most = Math.max(most, open.length);
      } else if (kind === kinds.RETURN || kind === kinds.FAILURE) {
        const position = open.indexOf(tag);
        if (position > 0) outOfOrder += 1;
        if (position >= 0) open.splice(position, 1);
      }
    },
    forgetOpenCalls: () => {
      open = [];
    },
    summary: () => ({
      distinctTags: countOnes(used),
      mostCallsInFlight: most,
      returnsOutOfOrder: outOfOrder,
    }),
  };
}

/** Counters that the rules add to while they compare. */
export interface Counters {
  loads: number;
  stores: number;
  swaps: number;
  detects: number;
  /** Operations that were answered, commands and those of the circuits; a search is one, however many flags it swaps. */
  answered: number;
}

/** Accesses that are no operations of an area. */
export interface AccessCounters {
  window: number;
  register: number;
  /** At the pins of buses; those that go on to a window or register of the block count there too. */
  bus: number;
}

/** Counts what was delivered in one direction. */
export interface DirectionCounter {
  readonly from: string;
  readonly to: string;
  messages: number;
  bytes: number;
}
