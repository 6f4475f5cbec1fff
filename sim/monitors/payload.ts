// SPDX-License-Identifier: Apache-2.0
import type { Monitor } from './atomic-swap.ts';
import type { SignalBinding } from './bind-signals.ts';

/** What one party does with the buffers of an area in one cycle. Addresses count words of the payload memory. */
export interface PayloadEvent {
  /** A word is written in this cycle. */
  writes: boolean;
  writeAddress: number;
  /** A word is read in this cycle. */
  reads: boolean;
  readAddress: number;
}

export interface PayloadMonitor extends Monitor<PayloadEvent> {
  /** Where in a frame the word written and its byte strobe begin. */
  readonly dataAt: number;
  readonly strobeAt: number;
}

/** Watches the payload memory of an area for one party. */
export function monitorPayload(binding: SignalBinding, area: string, party: string): PayloadMonitor {
  const at = (name: string) => binding.probe(`${area}.payload.${party}_${name}`).word;
  const [writeValid, writeReady, writeAddress] = [at('write_valid'), at('write_ready'), at('write_address')];
  const [readValid, readReady, readAddress] = [at('read_valid'), at('read_ready'), at('read_address')];
  const event: PayloadEvent = { writes: false, writeAddress: 0, reads: false, readAddress: 0 };
  return {
    event,
    dataAt: at('write_data'),
    strobeAt: at('write_strobe'),
    sample: (frame) => {
      event.writes = frame[writeValid] === 1 && frame[writeReady] === 1;
      event.reads = frame[readValid] === 1 && frame[readReady] === 1;
      if (event.writes) event.writeAddress = frame[writeAddress]!;
      if (event.reads) event.readAddress = frame[readAddress]!;
    },
  };
}
