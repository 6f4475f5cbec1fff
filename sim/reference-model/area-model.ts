// SPDX-License-Identifier: Apache-2.0
import { bitAt, countOnes } from './bit-vector.ts';
import { type CallTags, createCallTags, noteSent, tagAcceptable } from './call-tags.ts';
import { levels, parties, partyName, results } from './codes.ts';
import {
  type ControlArea,
  createControlArea,
  entryOfFlag,
  loadFlag,
  loadPointer,
  storeFlag,
} from './control-area.ts';
import { beginDeallocation, type Deallocation, restartDeallocation, runToStore } from './deallocation.ts';
import { createHolders, type Holders, hold, holds, leaveTo } from './holders.ts';
import { createReferenceQueue, type Reference, type ReferenceQueue } from './reference-queue.ts';

/** What decides how an area behaves. */
export interface AreaOptions {
  /** Byte address of the memory for each entry. */
  readonly addresses: readonly number[];
  readonly bufferBytes: number;
  readonly threads: number;
  /** Free buffers that requests leave for returns. */
  readonly reserveForReturn: number;
  /** A call may be answered with a failure; never if not given. */
  readonly failures?: boolean;
}

/** One shared memory space with the checks that keep its parties from harming each other. */
export interface AreaModel {
  readonly options: AreaOptions;
  readonly control: ControlArea;
  readonly holders: Holders;
  readonly tags: CallTags;
  /** The messages that wait for the first and for the second party. */
  readonly queues: readonly [ReferenceQueue, ReferenceQueue];
  /** Process 700 of the decision made last. */
  readonly deallocation: Deallocation;
}

/** An area before process 800. */
export function createAreaModel(options: AreaOptions): AreaModel {
  const { addresses, threads, failures = false } = options;
  const entries = addresses.length;
  return {
    options,
    control: createControlArea(entries),
    holders: createHolders(entries),
    tags: createCallTags(threads, failures),
    queues: [createReferenceQueue(entries), createReferenceQueue(entries)],
    deallocation: beginDeallocation(0),
  };
}

/** Puts an area back to before process 800, as a reset does. */
export function resetAreaModel({ control, holders, tags, queues }: AreaModel): void {
  control.words.fill(0);
  for (const bits of [
    control.flags,
    holders.second,
    holders.circuits,
    holders.pending,
    holders.received,
    tags.waiting,
  ]) {
    bits.fill(0);
  }
  for (const queue of queues) queue.clear();
}

/** Whether a party may take a free entry now: a request, which the first party sends, leaves `reserveForReturn` others free. */
export function mayAllocate({ options, control }: AreaModel, party: number): boolean {
  const { reserveForReturn } = options;
  return party === parties.SECOND || reserveForReturn === 0 || countOnes(control.flags) > reserveForReturn;
}

/** The result of indicating a message; changes nothing. Refusals in their order: not found, owner, not allocated, length, tag. */
export function decideIndication(
  area: AreaModel,
  party: number,
  level: number,
  entry: number,
  length: number,
  tag: number,
  kind: number,
): number {
  const { options, control, holders, tags } = area;
  if (entry >= control.entries) return results.ERR_NOT_FOUND;
  if (!holds(holders, party, level, entry) || bitAt(holders.received, entry) === 1) return results.ERR_OWNER;
  if (loadFlag(control, entry) !== 0) return results.ERR_NOT_ALLOCATED;
  if (length > options.bufferBytes) return results.ERR_LENGTH;
  return tagAcceptable(tags, party, kind, tag) ? results.OK : results.ERR_TAG;
}

/**
 * The result of freeing a buffer; changes nothing. Process 700 searches the buffer; then the reference must name the entry
 * found, the asker must hold it, and it must be allocated.
 */
export function decideDeallocation(
  area: AreaModel,
  party: number,
  level: number,
  entry: number,
  pointer: number,
): number {
  const { control, holders, deallocation } = area;
  restartDeallocation(deallocation, pointer);
  runToStore(deallocation, control);
  if (deallocation.next === 0) return deallocation.result;
  if (entryOfFlag(deallocation.index) !== entry) return results.ERR_NOT_FOUND;
  if (!holds(holders, party, level, entry)) return results.ERR_OWNER;
  return loadFlag(control, entry) === 0 ? results.OK : results.ERR_NOT_ALLOCATED;
}

/** The result of reaching a word of a buffer by command; changes nothing. */
export function decideAccess(area: AreaModel, party: number, entry: number, byteOffset: number): number {
  const { options, control, holders } = area;
  if (entry >= control.entries) return results.ERR_NOT_FOUND;
  if (!holds(holders, party, levels.COMMAND, entry) || loadFlag(control, entry) !== 0)
    return results.ERR_OWNER;
  return byteOffset < options.bufferBytes ? results.OK : results.ERR_LENGTH;
}

/** A buffer was allocated: step 618. */
export function applyAllocation(area: AreaModel, party: number, level: number, entry: number): void {
  storeFlag(area.control, entry, 0);
  hold(area.holders, party, level, entry, 0);
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
  area.queues[(1 - party) as 0 | 1].push(entry, length, tag, kind);
}

/** A party takes the message that has waited longest for it. */
export function applyDetection(area: AreaModel, party: number, level: number): Reference {
  const reference = area.queues[party as 0 | 1].pop();
  hold(area.holders, party, level, reference.entry, 1);
  return reference;
}

/** A buffer was freed: step 718. Its last holder stays known. */
export function applyDeallocation(area: AreaModel, entry: number): void {
  storeFlag(area.control, entry, 1);
}

/** The pointer of an entry, a byte address. */
export function pointerOf(area: AreaModel, entry: number): number {
  return loadPointer(area.control, entry);
}

/** Who has an entry, for people. */
export function describeHolder({ control, holders }: AreaModel, entry: number): string {
  if (entry >= control.entries) return `there is no entry ${entry}`;
  const party = partyName(bitAt(holders.second, entry));
  if (loadFlag(control, entry) === 1) return `entry ${entry} is free, the ${party} party had it last`;
  if (bitAt(holders.pending, entry) === 1) return `entry ${entry} waits for the ${party} party`;
  const level = bitAt(holders.circuits, entry) === levels.CIRCUITS ? 'the circuits' : 'commands';
  const origin = bitAt(holders.received, entry) === 1 ? 'received' : 'allocated';
  return `entry ${entry} is held by ${level} of the ${party} party, ${origin}`;
}
