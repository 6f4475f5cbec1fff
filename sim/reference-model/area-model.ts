// SPDX-License-Identifier: Apache-2.0
import { createBitVector } from './bit-vector.ts';
import { type CallTags, createCallTags } from './call-tags.ts';
import { type ControlArea, createControlArea } from './control-area.ts';
import { beginDeallocation, type Deallocation } from './deallocation.ts';
import { createHeldCalls, forgetHeldCalls, type HeldCalls } from './held-calls.ts';
import { createHolders, type Holders } from './holders.ts';
import { createInlineSlots, forgetSlots, type InlineSlots } from './inline-slots.ts';
import { createReferenceQueue, type ReferenceQueue } from './reference-queue.ts';

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
