// SPDX-License-Identifier: Apache-2.0
import type { FrameSlot } from '../samples/frame.ts';
import type { Monitor } from './atomic-swap.ts';
import type { SignalBinding } from './bind-signals.ts';

/** The pool of temporary buffers in one cycle. */
export interface PoolEvent {
  /** Buffer `taken` is taken. */
  takes: boolean;
  taken: number;
  /** Buffer `released` comes back. */
  releases: boolean;
  released: number;
}

export interface PoolMonitor extends Monitor<PoolEvent> {
  /** Where in a frame the free buffers stand, one bit each. */
  readonly free: FrameSlot;
}

/** Words copied into temporary buffers in one cycle. */
export interface CopyEvent {
  /** A word is written to `address`, in words of the temporary memory. */
  writes: boolean;
  address: number;
  /** The last word of a message is written, or a message without bytes is passed on. */
  done: boolean;
}

export interface CopyMonitor extends Monitor<CopyEvent> {
  /** Where in a frame the word written begins. */
  readonly dataAt: number;
}

/** Watches the temporary buffers of a copying party or a kernel. */
export function monitorPool(binding: SignalBinding, owner: string): PoolMonitor {
  const at = (name: string) => binding.probe(`${owner}.temporary_pool.${name}`).word;
  const [take, number, release, releaseNumber] = [
    at('take'),
    at('number'),
    at('release'),
    at('release_number'),
  ];
  const event: PoolEvent = { takes: false, taken: 0, releases: false, released: 0 };
  return {
    event,
    free: binding.probe(`${owner}.temporary_pool.free`),
    sample: (frame) => {
      event.takes = frame[take] === 1;
      event.taken = frame[number]!;
      event.releases = frame[release] === 1;
      event.released = frame[releaseNumber]!;
    },
  };
}

/** Watches a copy lane into temporary buffers, by the names of its probes. */
export function monitorCopy(
  binding: SignalBinding,
  probes: { readonly write: string; readonly address: string; readonly data: string; readonly done: string },
): CopyMonitor {
  const [write, address] = [binding.probe(probes.write).word, binding.probe(probes.address).word];
  const done = binding.probe(probes.done).word;
  const event: CopyEvent = { writes: false, address: 0, done: false };
  return {
    event,
    dataAt: binding.probe(probes.data).word,
    sample: (frame) => {
      event.writes = frame[write] === 1;
      event.done = frame[done] === 1;
      if (event.writes) event.address = frame[address]!;
    },
  };
}

/** A lane of a kernel into the buffers of an area in one cycle. */
export interface PassingOnEvent {
  /** The copy of the message being passed on is complete. */
  done: boolean;
}

/** Watches a lane of a kernel into the buffers of an area. */
export function monitorPassingOn(binding: SignalBinding, lane: string): Monitor<PassingOnEvent> {
  const { word } = binding.probe(`${lane}.done`);
  const event: PassingOnEvent = { done: false };
  return {
    event,
    sample: (frame) => {
      event.done = frame[word] === 1;
    },
  };
}
