// SPDX-License-Identifier: Apache-2.0

import { abortPorts, abortsRequests, givesUpPorts } from '../circuits/abort-ports.ts';
import { sendingSlotPorts } from '../circuits/bypass.ts';
import { unpack } from '../circuits/fields.ts';
import { passesHeldCalls, sendingPorts } from '../circuits/holding.ts';
import { errorPorts, lastError } from '../circuits/last-error.ts';
import { hasCommands } from '../circuits/levels.ts';
import { marshaling } from '../circuits/marshaling.ts';
import { sendingStream } from '../circuits/marshaling-beats.ts';
import { onlyIf } from '../circuits/only-if.ts';
import { readPort, writePort } from '../circuits/payload.ts';
import { wordOfPointer } from '../circuits/pointer.ts';
import { referenceFields } from '../circuits/reference.ts';
import type { Sizes } from '../circuits/sizes.ts';
import { flipped, type ModuleBuilder, type PortSignals } from '../language/index.ts';
import { interfaceOf, signalsOf, withPrefix } from './connect.ts';
import type { partyPorts } from './party-ports.ts';
import { declareSharedPorts, payloadPorts, placeWindow } from './party-window.ts';

/** The part that all parties have: marshaling, what reaches the payload, the window of commands, and the error record. */
export function describePartyCircuits(
  m: ModuleBuilder,
  sizes: Sizes,
  io: PortSignals<ReturnType<typeof partyPorts>>,
) {
  const commands = hasCommands(sizes);
  const payload = interfaceOf(io, 'payload', payloadPorts(sizes));
  const shares = commands ? declareSharedPorts(m, sizes) : undefined;
  const reading = shares?.reading ?? signalsOf(payload, readPort(sizes.payloadAddressBits, sizes));

  const marshals = m.instance('u_marshaling', marshaling(sizes), {
    ready: io.ready,
    ...signalsOf(io, sendingStream(sizes)),
    allocation_waits: io.allocation_waits,
    ...signalsOf(io, abortPorts(sizes)),
    ...signalsOf(io, givesUpPorts(sizes)),
    ...withPrefix('sender', interfaceOf(io, 'sender', flipped(sendingPorts(sizes)))),
    ...signalsOf(io, sendingSlotPorts(sizes)),
    ...(shares?.writing ?? signalsOf(payload, writePort(sizes.payloadAddressBits, sizes))),
  });
  const reaches = shares && placeWindow(m, sizes, io, shares, marshals);
  m.instance('u_last_error', lastError(sizes), {
    ...signalsOf(io, errorPorts(sizes)),
    operation_valid: io.refused,
    operation_code: io.refused_code,
    operation_entry: io.refused_entry,
    operation_tag: io.refused_tag,
    ...onlyIf(commands, () => ({
      window_valid: reaches!.refused,
      window_code: io.window_code,
      window_entry: reaches!.entry,
    })),
    too_long: marshals.too_long,
    too_long_entry: marshals.too_long_entry,
    too_long_tag: marshals.too_long_tag,
    ...onlyIf(abortsRequests(sizes), () => ({
      no_buffer: io.in_aborted,
      no_buffer_tag: io.in_aborted_tag,
    })),
  });

  const reference = unpack(m, 'head', referenceFields(sizes), io.head);
  const { pointer } = reference;
  if (passesHeldCalls(sizes)) m.wire('unused_held', reference.held);
  m.wire('unused_pointer_bits', pointer.slice(sizes.byteBits - 1, 0));
  return {
    reading,
    reference,
    address: m.wire('head_address', wordOfPointer(sizes, pointer), 'the same in words'),
  };
}
