// SPDX-License-Identifier: Apache-2.0
import type { Monitor } from './atomic-swap.ts';
import type { SignalBinding } from './bind-signals.ts';

/** The window of one party in one cycle. */
export interface WindowEvent {
  /** An access is asked for. */
  offered: boolean;
  ready: boolean;
  /** It is accepted; the fields are stale otherwise. */
  accepted: boolean;
  write: boolean;
  entry: number;
  /** Word within the buffer. */
  offset: number;
  /** The access accepted last is finished. */
  done: boolean;
  code: number;
}

export interface WindowMonitor extends Monitor<WindowEvent> {
  /** Where in a frame the word to write, its byte strobe and the word read begin. */
  readonly dataAt: number;
  readonly strobeAt: number;
  readonly readDataAt: number;
}

/** Watches the window of a party to the buffers held by its commands. */
export function monitorWindow(binding: SignalBinding, party: string): WindowMonitor {
  const at = (name: string) => binding.port(`${party}_window_${name}`).word;
  const [valid, ready, write, entry] = [at('valid'), at('ready'), at('write'), at('entry')];
  const [offset, done, code] = [at('offset'), at('done'), at('code')];
  const event: WindowEvent = {
    offered: false,
    ready: false,
    accepted: false,
    write: false,
    entry: 0,
    offset: 0,
    done: false,
    code: 0,
  };
  return {
    event,
    dataAt: at('data'),
    strobeAt: at('strobe'),
    readDataAt: at('read_data'),
    sample: (frame) => {
      event.offered = frame[valid] === 1;
      event.ready = frame[ready] === 1;
      event.accepted = event.offered && event.ready;
      event.done = frame[done] === 1;
      event.code = frame[code]!;
      if (event.accepted) {
        event.write = frame[write] === 1;
        event.entry = frame[entry]!;
        event.offset = frame[offset]!;
      }
    },
  };
}
