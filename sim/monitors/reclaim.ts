// SPDX-License-Identifier: Apache-2.0
import type { FrameSlot } from '../samples/frame.ts';
import type { Monitor } from './atomic-swap.ts';
import type { SignalBinding } from './bind-signals.ts';

/** What takes back the buffers of one party, in one cycle. */
export interface ReclaimEvent {
  /** The party is told. */
  told: boolean;
  phase: number;
  entry: number;
  /** Part of a message of the party is accepted; its rest is swallowed. */
  open: boolean;
  drops: boolean;
  /** Of a first party: 1 while the buffer of a dropped return is to be freed. Of a second: the call that is looked at. */
  answering: number;
}

export interface ReclaimMonitor extends Monitor<ReclaimEvent> {
  /** Where in a frame the entries stand that are taken back, and the calls that lost their peer. */
  readonly mine: FrameSlot;
  readonly calls: FrameSlot;
}

/** Watches the reclaim of a party by the name of its ports; `isFirst`: it sends calls. */
export function monitorReclaim(binding: SignalBinding, party: string, isFirst: boolean): ReclaimMonitor {
  const told = binding.port(`${party}_reclaims`).word;
  const at = (name: string) => binding.probe(`${party}_${name}`);
  const [phase, entry] = [at('reclaim.state').word, at('reclaim.entry').word];
  const [open, drops] = [at('gate.open').word, at('gate.drops').word];
  const answering = at(isFirst ? 'orphaned_returns.frees' : 'failed_calls.candidate').word;
  const event: ReclaimEvent = { told: false, phase: 0, entry: 0, open: false, drops: false, answering: 0 };
  return {
    event,
    mine: at('reclaim.mine'),
    calls: at(isFirst ? 'orphaned_returns.orphans' : 'failed_calls.failed'),
    sample: (frame) => {
      event.told = frame[told] === 1;
      event.phase = frame[phase]!;
      event.entry = frame[entry]!;
      event.open = frame[open] === 1;
      event.drops = frame[drops] === 1;
      event.answering = frame[answering]!;
    },
  };
}
