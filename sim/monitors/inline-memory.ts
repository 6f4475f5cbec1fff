// SPDX-License-Identifier: Apache-2.0
import type { Monitor } from './atomic-swap.ts';
import type { SignalBinding } from './bind-signals.ts';

/** The inline slots of one direction in one cycle. Addresses count words of these slots; they are stale otherwise. */
export interface InlineMemoryEvent {
  /** Slots with messages. */
  used: number;
  writes: boolean;
  writeAddress: number;
  reads: boolean;
  readAddress: number;
  /** The oldest message has been read. */
  frees: boolean;
}

/** Watches the inline slots for messages of one party. */
export function monitorInlineMemory(
  binding: SignalBinding,
  area: string,
  party: string,
): Monitor<InlineMemoryEvent> {
  const at = (name: string) => binding.probe(`${area}.${party}_inline.${name}`).word;
  const [used, write, writeAddress] = [at('used'), at('write'), at('write_address')];
  const [read, readAddress, freed] = [at('read'), at('read_address'), at('freed')];
  const event: InlineMemoryEvent = {
    used: 0,
    writes: false,
    writeAddress: 0,
    reads: false,
    readAddress: 0,
    frees: false,
  };
  return {
    event,
    sample: (frame) => {
      event.used = frame[used]!;
      event.writes = frame[write] === 1;
      event.reads = frame[read] === 1;
      event.frees = frame[freed] === 1;
      if (event.writes) event.writeAddress = frame[writeAddress]!;
      if (event.reads) event.readAddress = frame[readAddress]!;
    },
  };
}
