// SPDX-License-Identifier: Apache-2.0
import type { Monitor } from './atomic-swap.ts';
import type { SignalBinding } from './bind-signals.ts';
import { fieldAt, placeNamed } from './reference-layout.ts';

/** The queue of messages for one party. */
export interface DetectionEvent {
  /** A message waits; its reference is `entry`, or the number of an inline slot, `length` in bytes, `tag` and `kind`. */
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
  const head = monitorHead(binding, area, party);
  const at = (name: string) => binding.probe(`${area}.${party}_detection.${name}`).word;
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
      event.zero = head.isZero(frame);
      if (event.waiting) head.read(frame, event);
    },
  };
}

/** The reference at the head of a queue, as a design shows it. */
interface HeadMonitor {
  isZero(frame: Uint32Array): boolean;
  read(frame: Uint32Array, event: Pick<DetectionEvent, 'entry' | 'length' | 'tag' | 'kind'>): void;
}

/** The control port sees its fields, because commands detect; without commands it is seen as it is passed on. */
function monitorHead(binding: SignalBinding, area: string, party: string): HeadMonitor {
  if (!binding.hasCommands) return monitorPackedHead(binding, area, party);
  const at = (name: string) => binding.probe(`${area}.${party}_port.head_${name}`).word;
  const [entry, length, tag, kind] = [at('entry'), at('length'), at('tag'), at('kind')];
  return {
    isZero: (frame) => (frame[entry]! | frame[length]! | frame[tag]! | frame[kind]!) === 0,
    read(frame, event) {
      event.entry = frame[entry]!;
      event.length = frame[length]!;
      event.tag = frame[tag]!;
      event.kind = frame[kind]!;
    },
  };
}

function monitorPackedHead(binding: SignalBinding, area: string, party: string): HeadMonitor {
  const { word, words } = binding.probe(`${area}.${party}_head`);
  const { reference } = binding;
  const { length, tag, kind } = reference;
  const sender = party === 'first' ? 1 : 0;
  return {
    isZero(frame) {
      let bits = 0;
      for (let index = 0; index < words; index += 1) bits |= frame[word + index]!;
      return bits === 0;
    },
    read(frame, event) {
      event.entry = placeNamed(frame, word, reference, sender);
      event.length = fieldAt(frame, word, length);
      event.tag = fieldAt(frame, word, tag);
      event.kind = fieldAt(frame, word, kind);
    },
  };
}
