// SPDX-License-Identifier: Apache-2.0
import type { SignalBinding } from './bind-signals.ts';

/** What the atomic swap unit does for one party in one cycle. */
export interface AtomicEvent {
  /** An operation is asked for in this cycle, on the flag of `requestedEntry`; accepted if `ready`. */
  requested: boolean;
  ready: boolean;
  requestedEntry: number;
  /** The operation of the cycle before takes effect. What follows belongs to it and is stale otherwise. */
  happened: boolean;
  /** 0 load, 1 store, 2 swap. */
  access: number;
  entry: number;
  value: number;
  /** The flag is written. */
  written: boolean;
  flagBefore: number;
}

/** A monitor: `sample` brings `event` up to date with a frame. */
export interface Monitor<Event> {
  readonly event: Event;
  readonly sample: (frame: Uint32Array) => void;
}

/** Watches the atomic swap unit of an area for one party. */
export function monitorAtomicSwap(binding: SignalBinding, area: string, party: string): Monitor<AtomicEvent> {
  const at = (name: string) => binding.probe(`${area}.atomic_swap.${party}_${name}`).word;
  const [request, ready, requestEntry] = [at('request'), at('ready'), at('request_entry')];
  const [done, operation, entry] = [at('done'), at('operation'), at('entry')];
  const [value, store, oldFlag] = [at('value'), at('store'), at('old_flag')];
  const event: AtomicEvent = {
    requested: false,
    ready: false,
    requestedEntry: 0,
    happened: false,
    access: 0,
    entry: 0,
    value: 0,
    written: false,
    flagBefore: 0,
  };
  return {
    event,
    sample: (frame) => {
      event.requested = frame[request] === 1;
      event.ready = frame[ready] === 1;
      event.requestedEntry = frame[requestEntry]!;
      event.happened = frame[done] === 1;
      event.written = frame[store] === 1;
      if (event.happened) {
        event.access = frame[operation]!;
        event.entry = frame[entry]!;
        event.value = frame[value]!;
        event.flagBefore = frame[oldFlag]!;
      }
    },
  };
}
