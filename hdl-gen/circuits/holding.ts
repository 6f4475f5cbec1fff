// SPDX-License-Identifier: Apache-2.0
import { type Expression, input, type ModuleBuilder, output, type Signal } from '../language/index.ts';
import { mayFail, messageKind } from './codes.ts';
import { senderPorts } from './control-port-ports.ts';
import { onlyIf } from './only-if.ts';
import type { Sizes } from './sizes.ts';

/** Whether calls can be told to keep their buffers until they end, as in Fig. 1: that is built. */
export function holdsCalls({ configuration }: Sizes): boolean {
  return configuration.release === 'both';
}

/** Whether a kernel passes held calls on from one area to another. */
export function passesHeldCalls(sizes: Sizes): boolean {
  const { parties, server } = sizes.configuration;
  return holdsCalls(sizes) && parties === 'three' && server === 'local';
}

/** How sending circuits ask for a buffer in which a call may be answered; seen from the area. */
export function reusePorts(sizes: Sizes) {
  return onlyIf(holdsCalls(sizes), () => ({
    answers: input(1, 'the message that has no buffer yet answers a call'),
    call: input(sizes.tagBits, 'call tag of that call'),
    reuses: output(1, 'the call has kept its buffer: an allocation gets that one'),
  }));
}

/** What sending circuits ask of their area; seen from the area. */
export function sendingPorts(sizes: Sizes) {
  return { ...senderPorts(sizes), ...reusePorts(sizes) };
}

/** What goes with a reference where the kernel passes held calls on. */
export function heldFields(sizes: Sizes): { readonly held: number } {
  return onlyIf(passesHeldCalls(sizes), () => ({ held: 1 }));
}

/** How a kernel says that a return keeps its buffer until the client has got it. */
export function keptReturnPorts(sizes: Sizes) {
  return onlyIf(passesHeldCalls(sizes), () => ({
    keep: output(1, 'a return gets its buffer in the client area, and keeps the one that it came in'),
    keep_client_entry: output(sizes.entryBits, 'its buffer in the client area'),
    keep_server_entry: output(sizes.entryBits, 'the one that it came in'),
  }));
}

/** What a kernel says of the call that it passes on. */
export function passedCallPort(sizes: Sizes) {
  return onlyIf(passesHeldCalls(sizes), () => ({
    passes_held: output(1, 'the call being passed on is held'),
  }));
}

/** Whether a kind of message answers a call. */
export function answersCall(m: ModuleBuilder, sizes: Sizes, kind: Signal): Expression {
  const returned = kind.eq(messageKind(m, 'RETURN'));
  return mayFail(sizes) ? returned.or(kind.eq(messageKind(m, 'FAILURE'))) : returned;
}
