// SPDX-License-Identifier: Apache-2.0
import type { Monitor } from './atomic-swap.ts';
import type { SignalBinding } from './bind-signals.ts';

/** An area whose entries get their buffers one by one, in one cycle. */
export interface GrowthEvent {
  ready: boolean;
  /** The pointer of `entry` is written. */
  prepares: boolean;
  entry: number;
  pointer: number;
  /** Entries that allocations have taken so far, one that takes effect in this cycle included. */
  taken: number;
}

/** The second control area of a memory space in one cycle. */
export interface SecondAreaEvent {
  /** Flag and pointer of `entry` are written. */
  fills: boolean;
  entry: number;
  pointer: number;
}

/** Watches the growth of an area. */
export function monitorGrowth(binding: SignalBinding, area: string): Monitor<GrowthEvent> {
  const at = (name: string) => binding.probe(`${area}.growth.${name}`).word;
  const [ready, prepares, entry] = [at('ready'), at('prepares'), at('entry')];
  const [pointer, taken] = [at('pointer'), at('taken')];
  const event: GrowthEvent = { ready: false, prepares: false, entry: 0, pointer: 0, taken: 0 };
  return {
    event,
    sample: (frame) => {
      event.ready = frame[ready] === 1;
      event.prepares = frame[prepares] === 1;
      event.entry = frame[entry]!;
      event.pointer = frame[pointer]!;
      event.taken = frame[taken]!;
    },
  };
}

/** Watches process 800 of a second control area. */
export function monitorSecondArea(binding: SignalBinding, area: string): Monitor<SecondAreaEvent> {
  const at = (name: string) => binding.probe(`${area}.second_area.${name}`).word;
  const [filling, entry, pointer] = [at('filling'), at('entry'), at('pointer')];
  const event: SecondAreaEvent = { fills: false, entry: 0, pointer: 0 };
  return {
    event,
    sample: (frame) => {
      event.fills = frame[filling] === 1;
      event.entry = frame[entry]!;
      event.pointer = frame[pointer]!;
    },
  };
}
