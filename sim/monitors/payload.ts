// SPDX-License-Identifier: Apache-2.0
import type { Monitor } from './atomic-swap.ts';
import type { SignalBinding } from './bind-signals.ts';

/** What one party does with the buffers of an area in one cycle. Addresses count words of the payload memory. */
export interface PayloadEvent {
  /** A word is to be written; its address is stale otherwise. */
  writeValid: boolean;
  writeReady: boolean;
  /** It is written in this cycle. */
  writes: boolean;
  writeAddress: number;
  /** A word is to be read; its address is stale otherwise. */
  readValid: boolean;
  readReady: boolean;
  /** It is read in this cycle. */
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
  const event: PayloadEvent = {
    writeValid: false,
    writeReady: false,
    writes: false,
    writeAddress: 0,
    readValid: false,
    readReady: false,
    reads: false,
    readAddress: 0,
  };
  return {
    event,
    dataAt: at('write_data'),
    strobeAt: at('write_strobe'),
    sample: (frame) => {
      event.writeValid = frame[writeValid] === 1;
      event.writeReady = frame[writeReady] === 1;
      event.writes = event.writeValid && event.writeReady;
      event.readValid = frame[readValid] === 1;
      event.readReady = frame[readReady] === 1;
      event.reads = event.readValid && event.readReady;
      if (event.writeValid) event.writeAddress = frame[writeAddress]!;
      if (event.readValid) event.readAddress = frame[readAddress]!;
    },
  };
}
