// SPDX-License-Identifier: Apache-2.0

import { noteOwned } from './area-entries.ts';
import type { AreaModel } from './area-model.ts';
import { type BitVector, bitAt, createBitVector, setBit } from './bit-vector.ts';
import { parties } from './codes.ts';

/** What a reclaim does in a cycle. */
export const reclaimPhases = { REST: 0, STOP: 1, LOOK: 2, DRAIN: 3, FREE: 4 } as const;

/** Takes back what a dead party of an area holds. */
export interface ReclaimModel {
  readonly party: number;
  readonly entries: number;
  readonly threads: number;
  phase: number;
  /** Entries that are taken back, and the one that is looked at. */
  readonly mine: BitVector;
  entry: number;
  /** A deallocation of a reclaim takes effect. */
  takenBack: boolean;
  /** Part of a message of its stream is accepted; its rest is swallowed. */
  open: boolean;
  drops: boolean;
  /** Of a first party: calls whose returns are dropped. Of a second party: calls that get a failure. */
  readonly calls: BitVector;
  /** The buffer of a dropped return that is to be freed, or -1; and whether its deallocation takes effect. */
  dropped: number;
  droppedFreed: boolean;
  /** The call that the search for failures looks at. */
  candidate: number;
}

export function createReclaimModel(party: number, entries: number, threads: number): ReclaimModel {
  return {
    party,
    entries,
    threads,
    phase: reclaimPhases.REST,
    mine: createBitVector(entries),
    entry: 0,
    takenBack: false,
    open: false,
    drops: false,
    calls: createBitVector(threads),
    dropped: -1,
    droppedFreed: false,
    candidate: 0,
  };
}

export function resetReclaimModel(model: ReclaimModel): void {
  model.mine.fill(0);
  model.calls.fill(0);
  Object.assign(model, {
    phase: reclaimPhases.REST,
    entry: 0,
    takenBack: false,
    open: false,
    drops: false,
    dropped: -1,
    droppedFreed: false,
    candidate: 0,
  });
}

/** Cycles that a reclaim may run: two for each entry, one for each message that waits, and the rest of what was under way. */
export function mayRun(entries: number, searches: boolean): number {
  return searches ? 7 * entries + 12 : 3 * entries + 3;
}

/** What happens around a party in one cycle; -1 stands for none. */
export interface ReclaimCycle {
  /** The area as it was when the cycle began. */
  readonly drained: boolean;
  readonly searching: boolean;
  /** The reclaim begins: the register says so, and the area is ready. */
  readonly starts: boolean;
  /** The deallocation that the receiving circuits, or the reclaim in their place, ask for is accepted. */
  readonly released: boolean;
  /** The stream of the party had a beat accepted: 0 one that is not the last, 1 the last. */
  readonly beat: number;
  /** The buffer and the tag of a return that is dropped. */
  readonly droppedEntry: number;
  readonly droppedTag: number;
  /** A failure is given to the sending circuits. */
  readonly failed: boolean;
}

/** Notes what belongs to the party, from the area as it is before the operations of the cycle. */
export function noteBelongings(model: ReclaimModel, area: AreaModel, to: BitVector, calls: BitVector): void {
  noteOwned(area, model.party, to);
  calls.set(area.tags.waiting);
}

/** Goes over one rising edge. `mine` and `calls`: what is noted in this cycle, if it is one for that. */
export function advanceReclaim(
  model: ReclaimModel,
  cycle: ReclaimCycle,
  noted: { readonly mine: BitVector; readonly calls: BitVector },
): void {
  const { phase } = model;
  const runs = phase !== reclaimPhases.REST;
  const restarts = runs || cycle.starts;
  const notes = phase === reclaimPhases.LOOK && !cycle.searching;
  const mine = bitAt(model.mine, model.entry) === 1;
  const passes = phase === reclaimPhases.FREE && (!mine || cycle.released);
  const isLast = model.entry === model.entries - 1;

  const stays = cycle.beat < 0 ? model.open : cycle.beat === 0;
  model.open = stays;
  model.drops = stays && (model.drops || restarts);

  advanceCalls(model, cycle, runs);
  model.droppedFreed = model.dropped >= 0 && cycle.released;
  if (restarts || model.droppedFreed) model.dropped = -1;
  if (!restarts && cycle.droppedEntry >= 0) model.dropped = cycle.droppedEntry;

  model.takenBack = phase === reclaimPhases.FREE && mine && cycle.released;
  model.entry = passes && !isLast ? model.entry + 1 : passes ? 0 : model.entry;
  if (notes) {
    model.mine.set(noted.mine);
    model.calls.set(noted.calls);
  }
  model.phase = nextPhase(phase, cycle, notes, passes && isLast);
}

function nextPhase(phase: number, cycle: ReclaimCycle, notes: boolean, ends: boolean): number {
  switch (phase) {
    case reclaimPhases.REST:
      return cycle.starts ? reclaimPhases.STOP : phase;
    case reclaimPhases.STOP:
      return reclaimPhases.LOOK;
    case reclaimPhases.LOOK:
      return notes ? reclaimPhases.DRAIN : phase;
    case reclaimPhases.DRAIN:
      return cycle.drained ? reclaimPhases.FREE : phase;
    default:
      return ends ? reclaimPhases.REST : phase;
  }
}

/** Returns that are dropped, and failures that are given. */
function advanceCalls(model: ReclaimModel, cycle: ReclaimCycle, runs: boolean): void {
  const { calls, candidate, party, threads } = model;
  if (party === parties.FIRST) {
    if (cycle.droppedEntry >= 0) setBit(calls, cycle.droppedTag, 0);
    return;
  }
  const any = calls.some((word) => word !== 0);
  if (!runs && any && (bitAt(calls, candidate) === 0 || cycle.failed)) {
    model.candidate = (candidate + 1) % threads;
  }
  if (cycle.failed) setBit(calls, candidate, 0);
}
