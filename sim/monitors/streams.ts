// SPDX-License-Identifier: Apache-2.0
import type { Monitor } from './atomic-swap.ts';
import type { SignalBinding } from './bind-signals.ts';

/** One beat of a stream. */
export interface BeatEvent {
  /** A beat is offered. What follows is stale otherwise. */
  valid: boolean;
  /** It passes in this cycle. */
  passes: boolean;
  last: boolean;
  tag: number;
  kind: number;
}

/** A beat on its way in. */
export interface SendingEvent extends BeatEvent {
  /** With the last beat: the message is withdrawn. */
  abort: boolean;
}

export interface StreamMonitor<Event extends BeatEvent> extends Monitor<Event> {
  /** Where in a frame the data and the byte strobe of a beat begin. */
  readonly dataAt: number;
  readonly strobeAt: number;
}

/** Watches a stream by the name that its signals begin with; `rest` reads what not every stream has. */
function monitorStream<Event extends BeatEvent>(
  binding: SignalBinding,
  stream: string,
  event: Event,
  rest: (frame: Uint32Array) => void,
): StreamMonitor<Event> {
  const at = (name: string) => binding.port(`${stream}_${name}`).word;
  const [valid, ready, last, tag, kind] = [at('valid'), at('ready'), at('last'), at('tag'), at('kind')];
  return {
    event,
    dataAt: at('data'),
    strobeAt: at('strobe'),
    sample: (frame) => {
      event.valid = frame[valid] === 1;
      event.passes = event.valid && frame[ready] === 1;
      if (event.valid) {
        event.last = frame[last] === 1;
        event.tag = frame[tag]!;
        event.kind = frame[kind]!;
        rest(frame);
      }
    },
  };
}

/** Watches the stream on which a party sends. */
export function monitorSending(binding: SignalBinding, party: string): StreamMonitor<SendingEvent> {
  const abort = binding.port(`${party}_in_abort`).word;
  const event = { valid: false, passes: false, last: false, tag: 0, kind: 0, abort: false };
  return monitorStream(binding, `${party}_in`, event, (frame) => {
    event.abort = frame[abort] === 1;
  });
}

/** Watches the stream on which a party receives. */
export function monitorReceiving(binding: SignalBinding, party: string): StreamMonitor<BeatEvent> {
  return monitorBeats(binding, `${party}_out`);
}

/** Watches a stream that cannot withdraw a message. */
export function monitorBeats(binding: SignalBinding, stream: string): StreamMonitor<BeatEvent> {
  const event = { valid: false, passes: false, last: false, tag: 0, kind: 0 };
  return monitorStream(binding, stream, event, () => {});
}

/** How many bytes from byte 0 on a strobe of `bytes` bits names without a gap; it begins at `at`. */
export function contiguousBytes(strobe: Uint32Array, at: number, bytes: number): number {
  for (let from = 0; from < bytes; from += 32) {
    const missing = ~strobe[at + (from >>> 5)]!;
    if (missing !== 0) return Math.min(bytes, from + 31 - Math.clz32(missing & -missing));
  }
  return bytes;
}
