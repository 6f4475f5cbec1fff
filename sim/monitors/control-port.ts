// SPDX-License-Identifier: Apache-2.0
import type { Monitor } from './atomic-swap.ts';
import type { SignalBinding } from './bind-signals.ts';

/** What the control port of one party does in one cycle. */
export interface OperationEvent {
  senderRequested: boolean;
  senderAccepted: boolean;
  releaseRequested: boolean;
  releaseAccepted: boolean;
  /** An operation is answered. */
  answered: boolean;
  /** Fields of the operation that takes effect, answered or not; stale while none does. */
  operation: number;
  /** 1 circuits, 0 command. */
  level: number;
  /** Of the circuits, the receiving ones. */
  byReceiver: boolean;
  /** An indication is about a message in an inline slot. */
  inline: boolean;
  code: number;
  entry: number;
  pointer: number;
  length: number;
  tag: number;
  kind: number;
}

/** Watches the control port of one party of an area. */
export function monitorControlPort(
  binding: SignalBinding,
  area: string,
  party: string,
): Monitor<OperationEvent> {
  const at = (name: string) => binding.probe(`${area}.${party}_port.${name}`).word;
  const [senderRequest, senderAccepted] = [at('sender_request'), at('sender_accepted')];
  const [releaseRequest, releaseAccepted] = [at('release_request'), at('release_accepted')];
  const [answered, operation] = [at('answered'), at('operation')];
  const [byReceiver, code, entry] = [at('by_receiver'), at('code'), at('entry')];
  const [length, tag, kind] = [at('length'), at('tag'), at('kind')];
  const inline = binding.reference.inline === undefined ? -1 : at('inline');
  const { hasCommands } = binding;
  // Where there are no commands all operations come from the circuits, which name no buffer by its pointer.
  const byCircuits = hasCommands ? at('by_circuits') : -1;
  const pointer = hasCommands ? at('pointer') : -1;
  const swapDone = binding.probe(`${area}.atomic_swap.${party}_done`).word;
  const event: OperationEvent = {
    senderRequested: false,
    senderAccepted: false,
    releaseRequested: false,
    releaseAccepted: false,
    answered: false,
    operation: 0,
    level: 0,
    byReceiver: false,
    inline: false,
    code: 0,
    entry: 0,
    pointer: 0,
    length: 0,
    tag: 0,
    kind: 0,
  };
  return {
    event,
    sample: (frame) => {
      event.senderRequested = frame[senderRequest] === 1;
      event.senderAccepted = frame[senderAccepted] === 1;
      event.releaseRequested = frame[releaseRequest] === 1;
      event.releaseAccepted = frame[releaseAccepted] === 1;
      event.answered = frame[answered] === 1;
      if (!event.answered && frame[swapDone] !== 1) return;
      event.operation = frame[operation]!;
      event.level = hasCommands ? frame[byCircuits]! : 1;
      event.byReceiver = frame[byReceiver] === 1;
      event.inline = inline >= 0 && frame[inline] === 1;
      event.code = frame[code]!;
      event.entry = frame[entry]!;
      if (hasCommands) event.pointer = frame[pointer]!;
      event.length = frame[length]!;
      event.tag = frame[tag]!;
      event.kind = frame[kind]!;
    },
  };
}
