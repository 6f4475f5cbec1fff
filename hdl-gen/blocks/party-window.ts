// SPDX-License-Identifier: Apache-2.0
import { onlyIf } from '../circuits/only-if.ts';
import { readPort, writePort } from '../circuits/payload.ts';
import { portShare } from '../circuits/port-share.ts';
import { isHardened } from '../circuits/provisioned.ts';
import type { Sizes } from '../circuits/sizes.ts';
import { window, windowPorts } from '../circuits/window.ts';
import type { ModuleBuilder, PortSignals, Signal } from '../language/index.ts';
import { windowStatePorts } from './area-ports.ts';
import { interfaceOf, signalsOf, withPrefix } from './connect.ts';
import type { partyPorts } from './party-ports.ts';

/** What the window of a party tells the record of its refusals. */
export interface PlacedWindow {
  readonly refused: Signal;
  readonly entry: Signal;
}

/** The payload ports of a party, named as those who read or write them name theirs. */
export function payloadPorts(sizes: Sizes) {
  return { ...writePort(sizes.payloadAddressBits, sizes), ...readPort(sizes.payloadAddressBits, sizes) };
}

/** What the circuits of a party and its window connect to what shares the payload ports between them. */
export function declareSharedPorts(m: ModuleBuilder, { payloadAddressBits, wordBits, wordBytes }: Sizes) {
  const reading = {
    read_valid: m.declare('receiver_read_valid', 1, 'the receiving circuits read a word'),
    read_ready: m.declare('receiver_read_ready', 1),
    read_address: m.declare('receiver_read_address', payloadAddressBits),
    read_data: m.declare('receiver_read_data', wordBits),
  };
  const ofWindow = {
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
  return { reading, writing: { write_ready: m.declare('marshaling_write_ready', 1) }, ofWindow };
}

/** Places the window of a party beside its circuits, and what shares the payload ports between the two. */
export function placeWindow(
  m: ModuleBuilder,
  sizes: Sizes,
  io: PortSignals<ReturnType<typeof partyPorts>>,
  { reading, writing, ofWindow }: ReturnType<typeof declareSharedPorts>,
  marshals: Readonly<Record<'write_valid' | 'write_address' | 'write_data' | 'write_strobe', Signal>>,
): PlacedWindow {
  const { write_valid, write_address, write_data, write_strobe } = marshals;
  const hardened = isHardened(sizes);
  const entry = hardened ? io.area_window_entry : m.declare('window_checked_entry', sizes.entryBits);
  const reaches = m.instance('u_window', window(sizes), {
    ...signalsOf(io, windowPorts(sizes)),
    ...ofWindow,
    hold: io.area_command_hold,
    command_effect: io.area_command_effect,
    command_found: io.area_command_found,
    command_entry: io.area_command_buffer,
    command_length: io.area_command_bytes,
    ready: io.ready,
    checked_entry: entry,
    ...onlyIf(hardened, () => ({ holds: io.area_window_holds })),
    ...signalsOf(io, windowStatePorts(sizes)),
  });
  m.instance('u_port_share', portShare(sizes), {
    ...withPrefix('circuits', {
      write_valid,
      ...writing,
      write_address,
      write_data,
      write_strobe,
      ...reading,
    }),
    ...withPrefix('window', ofWindow),
    ...withPrefix('memory', interfaceOf(io, 'payload', payloadPorts(sizes))),
  });
  return { refused: reaches.refused, entry };
}
