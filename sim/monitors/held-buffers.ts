// SPDX-License-Identifier: Apache-2.0
import type { Monitor } from './atomic-swap.ts';
import type { SignalBinding } from './bind-signals.ts';

/** What happens to the buffers of held calls of an area in one cycle. */
export interface HeldBuffersEvent {
  /** The sending circuits of the second party ask for the buffer of a call. */
  asks: boolean;
  /** They are answered, with buffer `entry` if one is granted. */
  answered: boolean;
  granted: boolean;
  entry: number;
}

/** Watches what keeps the buffers of held calls. */
export function monitorHeldBuffers(binding: SignalBinding, area: string): Monitor<HeldBuffersEvent> {
  const at = (name: string) => binding.probe(`${area}.held_buffers.${name}`).word;
  const [asks, answered, granted, entry] = [at('asks'), at('asked'), at('granted'), at('entry')];
  const event: HeldBuffersEvent = { asks: false, answered: false, granted: false, entry: 0 };
  return {
    event,
    sample: (frame) => {
      event.asks = frame[asks] === 1;
      event.answered = frame[answered] === 1;
      event.granted = frame[granted] === 1;
      if (event.granted) event.entry = frame[entry]!;
    },
  };
}
