// SPDX-License-Identifier: Apache-2.0
import type { Monitor } from './atomic-swap.ts';
import type { SignalBinding } from './bind-signals.ts';

/** The register port in one cycle. */
export interface RegisterEvent {
  ready: boolean;
  /** An access is accepted; the fields after it are stale otherwise. */
  accepted: boolean;
  write: boolean;
  address: number;
  data: number;
  /** Which bytes of it a write gives. */
  strobe: number;
  /** The access accepted last is done. */
  done: boolean;
  readData: number;
  error: boolean;
}

/** Strobes of a whole word. */
const allBytes = 15;

/** Watches the register port of a block; only one behind a bus tells the bytes of a write. */
export function monitorRegisters(binding: SignalBinding, hasStrobe: boolean): Monitor<RegisterEvent> {
  const at = (name: string) => binding.port(`register_${name}`).word;
  const [valid, ready, write, address] = [at('valid'), at('ready'), at('write'), at('address')];
  const strobe = hasStrobe ? at('write_strobe') : undefined;
  const [data, done, readData, error] = [at('write_data'), at('done'), at('read_data'), at('error')];
  const event: RegisterEvent = {
    ready: false,
    accepted: false,
    write: false,
    address: 0,
    data: 0,
    strobe: allBytes,
    done: false,
    readData: 0,
    error: false,
  };
  return {
    event,
    sample: (frame) => {
      event.ready = frame[ready] === 1;
      event.accepted = event.ready && frame[valid] === 1;
      event.done = frame[done] === 1;
      event.readData = frame[readData]!;
      event.error = frame[error] === 1;
      if (event.accepted) {
        event.write = frame[write] === 1;
        event.address = frame[address]!;
        event.data = frame[data]!;
        if (strobe !== undefined) event.strobe = frame[strobe]!;
      }
    },
  };
}
