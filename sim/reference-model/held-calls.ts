// SPDX-License-Identifier: Apache-2.0
import { type BitVector, bitAt, createBitVector, setBit } from './bit-vector.ts';
import { kinds, levels, parties } from './codes.ts';
import type { Reference } from './reference-queue.ts';

/** Calls that keep their buffers until they end, as in Fig. 1, and what becomes of these buffers. */
export interface HeldCalls {
  /** Buffers that came with such a call, until they are allocated anew. */
  readonly held: BitVector;
  /** Of these, those that nobody reads or writes: their circuits would have freed them. */
  readonly kept: BitVector;
  /** Calls without a return whose buffer the circuits of the second party have, or will have; by tag. */
  readonly due: BitVector;
  /** The buffer of each of these calls. */
  readonly places: Uint8Array;
  /** The first party keeps the buffers of returns until it frees them a second time. */
  readonly keepsReturns: boolean;
  /** A broken link may answer calls, with failures. */
  readonly failures: boolean;
  /** There are tags below this. */
  readonly threads: number;
}

export function createHeldCalls(
  entries: number,
  threads: number,
  keepsReturns: boolean,
  failures: boolean,
): HeldCalls {
  return {
    held: createBitVector(entries),
    kept: createBitVector(entries),
    due: createBitVector(threads),
    places: new Uint8Array(threads),
    keepsReturns,
    failures,
    threads,
  };
}

export function forgetHeldCalls({ held, kept, due }: HeldCalls): void {
  for (const bits of [held, kept, due]) bits.fill(0);
}

/** Whether a kind of message answers a call. */
const answers = ({ failures }: HeldCalls, kind: number): boolean =>
  kind === kinds.RETURN || (failures && kind === kinds.FAILURE);

/** Whether the circuits of the second party get the buffer of its call for a message. */
export function reusesBuffer(calls: HeldCalls, kind: number, tag: number): boolean {
  const { due, threads } = calls;
  return answers(calls, kind) && tag < threads && bitAt(due, tag) === 1;
}

/** Whether a received buffer may be sent on: as a return, where it came with a held call. */
export function mayReturnIn(calls: HeldCalls, party: number, kind: number, entry: number): boolean {
  return party === parties.SECOND && answers(calls, kind) && bitAt(calls.held, entry) === 1;
}

/** Whether a return would leave in another buffer than the one that the circuits have for it. */
export function leavesElsewhere(
  calls: HeldCalls,
  party: number,
  level: number,
  kind: number,
  tag: number,
  entry: number,
): boolean {
  const own = level === levels.CIRCUITS && bitAt(calls.held, entry) === 1;
  return party === parties.SECOND && reusesBuffer(calls, kind, tag) && !own;
}

/** Whether a buffer that is freed is kept: its flag stays 0. */
export function keepsBuffer(
  { held, kept, keepsReturns }: HeldCalls,
  party: number,
  level: number,
  entry: number,
): boolean {
  if (level !== levels.CIRCUITS || bitAt(held, entry) === 0) return false;
  return party === parties.SECOND || (keepsReturns && bitAt(kept, entry) === 0);
}

/** A buffer is allocated: whatever was in it before is over. */
export function noteAllocated({ held, kept }: HeldCalls, entry: number): void {
  setBit(held, entry, 0);
  setBit(kept, entry, 0);
}

/** A message is indicated. `hold`: a call is held. Returns whether the message takes its buffer along. */
export function noteIndicated(
  calls: HeldCalls,
  party: number,
  entry: number,
  tag: number,
  kind: number,
  hold: boolean,
): boolean {
  if (party === parties.FIRST) {
    const holds = kind === kinds.CALL && hold;
    setBit(calls.held, entry, +holds);
    if (holds) {
      setBit(calls.due, tag, 1);
      calls.places[tag] = entry;
    }
    return holds;
  }
  if (!answers(calls, kind)) return false;
  setBit(calls.due, tag, 0);
  return bitAt(calls.held, entry) === 1;
}

/**
 * A command of the second party takes a message: the buffer of a call is up to the commands from then on. Another call with its tag may be
 * under way already, in another buffer, if this one was answered before it was taken.
 */
export function noteTakenByCommand({ due, places }: HeldCalls, party: number, message: Reference): void {
  const { entry, tag, kind } = message;
  if (party === parties.SECOND && kind === kinds.CALL && places[tag] === entry) setBit(due, tag, 0);
}

/** A buffer is kept when it was to be freed. Returns whether somebody will ask for it or free it again. */
export function noteKept(calls: HeldCalls, party: number, entry: number): boolean {
  setBit(calls.kept, entry, 1);
  return party === parties.FIRST || awaitsReturn(calls, entry);
}

/** The buffer of the call that a tag names if nobody reads it any more, or -1. */
export function keptBuffer({ kept, places }: HeldCalls, tag: number): number {
  const entry = places[tag]!;
  return bitAt(kept, entry) === 1 ? entry : -1;
}

/** Whether a buffer waits for the return of its call. */
export function awaitsReturn({ kept, due, places, threads }: HeldCalls, entry: number): boolean {
  if (bitAt(kept, entry) === 0) return false;
  for (let tag = 0; tag < threads; tag += 1) if (bitAt(due, tag) === 1 && places[tag] === entry) return true;
  return false;
}
