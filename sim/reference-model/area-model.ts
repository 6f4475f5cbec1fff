// SPDX-License-Identifier: Apache-2.0
import { type BitVector, bitAt, countOnesBelow, createBitVector, setBit } from './bit-vector.ts';
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
import {
  createHeldCalls,
  forgetHeldCalls,
  type HeldCalls,
  keepsBuffer,
  leavesElsewhere,
  mayReturnIn,
  noteAllocated,
  noteIndicated,
  noteTakenByCommand,
} from './held-calls.ts';
import { createHolders, type Holders, hold, holds, leaveTo } from './holders.ts';
import {
  createInlineSlots,
  forgetSlots,
  type InlineSlots,
  isSlot,
  slotNumber,
  takeSlot,
} from './inline-slots.ts';
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
  /** Entries get their buffers one by one, when they are needed. */
  readonly onDemand: boolean;
  /** Owner, flag, length and tag of each operation are checked; without it the procedures are literal. */
  readonly hardened: boolean;
  /** Requests that find no buffer are given up instead of waiting. */
  readonly givesUp: boolean;
  /** Calls can be held; `keepsReturns` where the first party keeps the buffers of their returns. */
  readonly holds?: { readonly keepsReturns: boolean };
  /** Short messages take no buffer: slots of each direction, and the most bytes of a message in one. */
  readonly bypass?: { readonly slots: number; readonly bytes: number };
  /** Half of the entries are those of a second control area. */
  readonly hasSecond: boolean;
}

/** What may change while an area runs. */
export interface AreaSettings {
  /** Entries with lower numbers may be allocated. */
  limit: number;
  /** Entries that a search which begins now examines. */
  examined: number;
  /** Free buffers that requests leave for returns. */
  reserve: number;
  /** A call that is indicated now is held. */
  hold: boolean;
}

/** One shared memory space with the checks that keep its parties from harming each other. */
export interface AreaModel {
  readonly options: AreaOptions;
  /** Entries, those of a second control area included; they follow those of the first. */
  readonly entries: number;
  readonly settings: AreaSettings;
  readonly control: ControlArea;
  readonly second: ControlArea | undefined;
  /** Entries below the limit that can still get a buffer while the area is in use; brought up to date in each cycle. */
  addable: number;
  readonly holders: Holders;
  readonly tags: CallTags;
  /** Undefined where no call can be held. */
  readonly calls: HeldCalls | undefined;
  /** Undefined where every message takes a buffer. */
  readonly inline: InlineSlots | undefined;
  /** The messages that wait for the first and for the second party. */
  readonly queues: readonly [ReferenceQueue, ReferenceQueue];
  /** Process 700 of the decision made last. */
  readonly deallocation: Deallocation;
}

/** An area before process 800. */
export function createAreaModel(options: AreaOptions): AreaModel {
  const { addresses, threads, failures = false, bypass } = options;
  const entries = addresses.length;
  const most = entries + (bypass?.slots ?? 0);
  const own = options.hasSecond ? entries / 2 : entries;
  const flags = createBitVector(entries);
  return {
    options,
    entries,
    settings: { limit: entries, examined: entries, reserve: options.reserveForReturn, hold: false },
    control: createControlArea(own, flags),
    second: options.hasSecond ? createControlArea(entries - own, flags, own) : undefined,
    addable: 0,
    holders: createHolders(entries),
    tags: createCallTags(threads, failures),
    calls: options.holds && createHeldCalls(entries, threads, options.holds.keepsReturns, failures),
    inline: bypass && createInlineSlots(bypass.slots, bypass.bytes, entries),
    queues: [createReferenceQueue(most), createReferenceQueue(most)],
    deallocation: beginDeallocation(0),
  };
}

/** Puts an area back to before process 800, as a reset does. */
export function resetAreaModel(area: AreaModel): void {
  const { control, holders, tags, queues } = area;
  control.words.fill(0);
  area.second?.words.fill(0);
  area.addable = 0;
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
  if (area.calls !== undefined) forgetHeldCalls(area.calls);
  if (area.inline !== undefined) forgetSlots(area.inline);
}

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

/** The control area of an entry, and its number in it. */
function placeOf({ control, second }: AreaModel, entry: number): readonly [ControlArea, number] {
  return second === undefined || entry < control.entries
    ? [control, entry]
    : [second, entry - control.entries];
}

/** Whether an entry has a buffer. */
function exists({ options, entries, control, second }: AreaModel, entry: number): boolean {
  if (options.onDemand) return entry < control.words[0]!;
  return entry < (second === undefined ? entries : control.words[0]! + second.words[0]!);
}

const inRange = ({ words, entries }: ControlArea): boolean => words[0]! >= 0 && words[0]! <= entries;

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
  const { options, control, holders, tags, calls } = area;
  if (!exists(area, entry)) return results.ERR_NOT_FOUND;
  if (!options.hardened) return results.OK;
  const sends =
    bitAt(holders.received, entry) === 0 || (calls !== undefined && mayReturnIn(calls, party, kind, entry));
  if (!holds(holders, party, level, entry) || !sends) return results.ERR_OWNER;
  if (loadFlag(control, entry) !== 0) return results.ERR_NOT_ALLOCATED;
  if (length > options.bufferBytes) return results.ERR_LENGTH;
  const fits = calls === undefined || !leavesElsewhere(calls, party, level, kind, tag, entry);
  return fits && tagAcceptable(tags, party, kind, tag) ? results.OK : results.ERR_TAG;
}

/**
 * The result of freeing a buffer; changes nothing. Process 700 searches the buffer; then the reference must name the entry
 * found, the asker must hold it, and it must be allocated.
 *
 * @param takenBack the buffer is taken back from its party, whoever of it holds it
 */
export function decideDeallocation(
  area: AreaModel,
  party: number,
  level: number,
  entry: number,
  pointer: number,
  takenBack = false,
): number {
  const { control, second, holders, deallocation } = area;
  if (second !== undefined && !(inRange(control) && inRange(second))) return results.ERR_RANGE;
  let found = control;
  restartDeallocation(deallocation, pointer);
  runToStore(deallocation, control);
  if (deallocation.next === 0 && second !== undefined) {
    found = second;
    restartDeallocation(deallocation, pointer);
    runToStore(deallocation, second);
  }
  if (deallocation.next === 0) return deallocation.result;
  if (found.firstBit + entryOfFlag(deallocation.index) !== entry) return results.ERR_NOT_FOUND;
  if (!area.options.hardened) return results.OK;
  if (!takenBack && !holds(holders, party, level, entry)) return results.ERR_OWNER;
  return loadFlag(control, entry) === 0 ? results.OK : results.ERR_NOT_ALLOCATED;
}

/** The result of reaching a word of a buffer by command; changes nothing. */
export function decideAccess(area: AreaModel, party: number, entry: number, byteOffset: number): number {
  const { options, control, holders } = area;
  if (!exists(area, entry)) return results.ERR_NOT_FOUND;
  const held = holds(holders, party, levels.COMMAND, entry) && loadFlag(control, entry) === 0;
  if (options.hardened && !held) return results.ERR_OWNER;
  return byteOffset < options.bufferBytes ? results.OK : results.ERR_LENGTH;
}

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

/** The result of indicating a message in an inline slot, which only its tag can be wrong with; changes nothing. */
export function decideInline({ options, tags }: AreaModel, party: number, tag: number, kind: number): number {
  return !options.hardened || tagAcceptable(tags, party, kind, tag) ? results.OK : results.ERR_TAG;
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

/** Whether a buffer that may be freed stays with its call instead. */
export function isKept({ calls }: AreaModel, party: number, level: number, entry: number): boolean {
  return calls !== undefined && keepsBuffer(calls, party, level, entry);
}

/** A buffer was freed: step 718. Its last holder stays known. */
export function applyDeallocation(area: AreaModel, entry: number): void {
  storeFlag(...placeOf(area, entry), 1);
}

/** Marks the allocated entries that a party holds, or that wait for it. */
export function noteOwned(area: AreaModel, party: number, owned: BitVector): void {
  for (let entry = 0; entry < area.entries; entry += 1) {
    const mine = bitAt(area.holders.second, entry) === party && loadFlag(area.control, entry) === 0;
    setBit(owned, entry, mine && exists(area, entry) ? 1 : 0);
  }
}

/** The pointer of an entry, a byte address. */
export function pointerOf(area: AreaModel, entry: number): number {
  return loadPointer(...placeOf(area, entry));
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
