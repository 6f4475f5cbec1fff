// SPDX-License-Identifier: Apache-2.0
import type { Monitor } from './atomic-swap.ts';
import type { SignalBinding } from './bind-signals.ts';

/** The queue of messages for one party. */
export interface DetectionEvent {
  /** A message waits; its reference is `entry`, `length` in bytes, `tag` and `kind`. */
  waiting: boolean;
  /** All of the reference is zero, as it must be while no message waits; then the fields are stale. */
  zero: boolean;
  entry: number;
  length: number;
  tag: number;
  kind: number;
  /** The circuits of the party take it in this cycle. */
  circuitsTake: boolean;
}

/** Watches the messages that wait for one party of an area. */
export function monitorDetection(
  binding: SignalBinding,
  area: string,
  party: string,
): Monitor<DetectionEvent> {
  const head = (name: string) => binding.probe(`${area}.${party}_port.head_${name}`).word;
  const at = (name: string) => binding.probe(`${area}.${party}_detection.${name}`).word;
  const [entry, length, tag, kind] = [head('entry'), head('length'), head('tag'), head('kind')];
  const [waiting, take] = [at('head_valid'), at('circuits_take')];
  const event: DetectionEvent = {
    waiting: false,
    zero: true,
    entry: 0,
    length: 0,
    tag: 0,
    kind: 0,
    circuitsTake: false,
  };
  return {
    event,
    sample: (frame) => {
      event.waiting = frame[waiting] === 1;
      event.circuitsTake = frame[take] === 1;
      event.zero = (frame[entry]! | frame[length]! | frame[tag]! | frame[kind]!) === 0;
      if (event.waiting) {
        event.entry = frame[entry]!;
        event.length = frame[length]!;
        event.tag = frame[tag]!;
        event.kind = frame[kind]!;
      }
    },
  };
}
