// SPDX-License-Identifier: Apache-2.0
import type { Monitor } from './atomic-swap.ts';
import type { SignalBinding } from './bind-signals.ts';

/** The error record of one party in one cycle. */
export interface ErrorEvent {
  /** The record as the party sees it. */
  code: number;
  entry: number;
  tag: number;
  /** The party clears it. */
  clears: boolean;
  /** A message turns out longer than a buffer. */
  tooLong: boolean;
}

/** Watches the record of the last refusal of a party. */
export function monitorLastError(binding: SignalBinding, party: string): Monitor<ErrorEvent> {
  const at = (name: string) => binding.port(`${party}_error_${name}`).word;
  const [code, entry, tag, clear] = [at('code'), at('entry'), at('tag'), at('clear')];
  const tooLong = binding.probe(`${party}.marshaling.too_long`).word;
  const event: ErrorEvent = { code: 0, entry: 0, tag: 0, clears: false, tooLong: false };
  return {
    event,
    sample: (frame) => {
      event.code = frame[code]!;
      event.entry = frame[entry]!;
      event.tag = frame[tag]!;
      event.clears = frame[clear] === 1;
      event.tooLong = frame[tooLong] === 1;
    },
  };
}
