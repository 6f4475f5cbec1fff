// SPDX-License-Identifier: Apache-2.0

import { abortPorts, abortsRequests, givesUpPorts } from '../circuits/abort-ports.ts';
import { unpack } from '../circuits/fields.ts';
import { passesHeldCalls, sendingPorts } from '../circuits/holding.ts';
import { errorPorts, lastError } from '../circuits/last-error.ts';
import { marshaling, sendingStream } from '../circuits/marshaling.ts';
import { onlyIf } from '../circuits/only-if.ts';
import { readPort, writePort } from '../circuits/payload.ts';
import { wordOfPointer } from '../circuits/pointer.ts';
import { portShare } from '../circuits/port-share.ts';
import { isHardened, provisionedPorts } from '../circuits/provisioned.ts';
import { referenceFields } from '../circuits/reference.ts';
import type { Sizes } from '../circuits/sizes.ts';
import { window, windowPorts } from '../circuits/window.ts';
import { flipped, type ModuleBuilder, type PortSignals } from '../language/index.ts';
import { interfaceOf, signalsOf, withPrefix } from './connect.ts';
import type { partyPorts } from './party-ports.ts';

/** The part that all parties have: marshaling, window, payload ports shared between the two, and the error record. */
export function describePartyCircuits(
  m: ModuleBuilder,
  sizes: Sizes,
  io: PortSignals<ReturnType<typeof partyPorts>>,
) {
  const { payloadAddressBits, wordBits, wordBytes } = sizes;
  const reading = {
    read_valid: m.declare('receiver_read_valid', 1, 'the receiving circuits read a word'),
    read_ready: m.declare('receiver_read_ready', 1),
    read_address: m.declare('receiver_read_address', payloadAddressBits),
    read_data: m.declare('receiver_read_data', wordBits),
  };
  const windowPayload = {
    write_valid: m.declare('window_write_valid', 1, 'payload access of the window'),
    write_ready: m.declare('window_write_ready', 1),
    write_address: m.declare('window_write_address', payloadAddressBits),
    write_data: m.declare('window_write_data', wordBits),
    write_strobe: m.declare('window_write_strobe', wordBytes),
    read_valid: m.declare('window_read_valid', 1),
    read_ready: m.declare('window_read_ready', 1),
    read_address: m.declare('window_read_address', payloadAddressBits),
    read_data: m.declare('window_fetched_data', wordBits),
  };
  const writeReady = m.declare('marshaling_write_ready', 1);

  const marshals = m.instance('u_marshaling', marshaling(sizes), {
    ready: io.ready,
    ...signalsOf(io, sendingStream(sizes)),
    allocation_waits: io.allocation_waits,
    ...signalsOf(io, abortPorts(sizes)),
    ...signalsOf(io, givesUpPorts(sizes)),
    ...withPrefix('sender', interfaceOf(io, 'sender', flipped(sendingPorts(sizes)))),
    write_ready: writeReady,
  });
  const hardened = isHardened(sizes);
  const windowEntry = hardened ? io.area_window_entry : m.declare('window_checked_entry', sizes.entryBits);
  const reaches = m.instance('u_window', window(sizes), {
    ...signalsOf(io, windowPorts(sizes)),
    ...windowPayload,
    hold: io.area_command_hold,
    command_effect: io.area_command_effect,
    command_found: io.area_command_found,
    command_entry: io.area_command_buffer,
    command_length: io.area_command_bytes,
    ready: io.ready,
    checked_entry: windowEntry,
    ...onlyIf(hardened, () => ({ holds: io.area_window_holds, flags: io.flags })),
    initialize_entry: io.initialize_entry,
    initialize_number: io.initialize_number,
    initialize_pointer: io.initialize_pointer,
    ...signalsOf(io, provisionedPorts(sizes)),
  });
  m.instance('u_port_share', portShare(sizes), {
    circuits_write_valid: marshals.write_valid,
    circuits_write_ready: writeReady,
    circuits_write_address: marshals.write_address,
    circuits_write_data: marshals.write_data,
    circuits_write_strobe: marshals.write_strobe,
    ...withPrefix('circuits', reading),
    ...withPrefix('window', windowPayload),
    ...withPrefix(
      'memory',
      interfaceOf(io, 'payload', {
        ...writePort(payloadAddressBits, sizes),
        ...readPort(payloadAddressBits, sizes),
      }),
    ),
  });
  m.instance('u_last_error', lastError(sizes), {
    ...signalsOf(io, errorPorts(sizes)),
    operation_valid: io.refused,
    operation_code: io.refused_code,
    operation_entry: io.refused_entry,
    operation_tag: io.refused_tag,
    window_valid: reaches.refused,
    window_code: io.window_code,
    window_entry: windowEntry,
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
