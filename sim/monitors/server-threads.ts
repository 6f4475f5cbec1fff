// SPDX-License-Identifier: Apache-2.0
import type { Monitor } from './atomic-swap.ts';
import type { SignalBinding } from './bind-signals.ts';

/** The server threads of a kernel in one cycle. */
export interface ServerThreadEvent {
  /** Those that execute a call. */
  executing: number;
}

/** Watches the server threads that an instance counts. */
export function monitorServerThreads(binding: SignalBinding, instance: string): Monitor<ServerThreadEvent> {
  const { word } = binding.probe(`${instance}.server_threads`);
  const event: ServerThreadEvent = { executing: 0 };
  return {
    event,
    sample: (frame) => {
      event.executing = frame[word]!;
    },
  };
}
