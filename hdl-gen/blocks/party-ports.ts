// SPDX-License-Identifier: Apache-2.0
import { abortPorts, givesUpPorts } from '../circuits/abort-ports.ts';
import { bypassesBuffers, slotPorts } from '../circuits/bypass.ts';
import { releasePorts } from '../circuits/control-port-ports.ts';
import { sendingPorts } from '../circuits/holding.ts';
import { errorPorts } from '../circuits/last-error.ts';
import { hasCommands } from '../circuits/levels.ts';
import { sendingStream } from '../circuits/marshaling-beats.ts';
import { onlyIf } from '../circuits/only-if.ts';
import { readPort, writePort } from '../circuits/payload.ts';
import type { Sizes } from '../circuits/sizes.ts';
import { receivingStream } from '../circuits/unmarshaling.ts';
import { windowPorts } from '../circuits/window.ts';
import { clockAndReset, flipped, group, input, prefixed } from '../language/index.ts';
import { areaPartyPorts, windowStatePorts } from './area-ports.ts';

/** What a user connects to a party besides its commands; seen from the block. */
export function partyUserPorts(sizes: Sizes) {
  return {
    sending: sendingStream(sizes),
    receiving: receivingStream(sizes),
    window: onlyIf(hasCommands(sizes), () => windowPorts(sizes)),
    errors: errorPorts(sizes),
  };
}

/** What a party needs of its area; seen from the party. */
export function partyAreaPorts(sizes: Sizes) {
  const { allocation, reception, window, errors } = areaPartyPorts(sizes);
  return {
    sender: flipped(sendingPorts(sizes)),
    release: flipped(releasePorts(sizes)),
    reception: flipped({
      head: reception.head,
      circuits_ready: reception.circuits_ready,
      circuits_take: reception.circuits_take,
    }),
    allocation: flipped({ allocation_waits: allocation.allocation_waits }),
    window: flipped(window),
    errors: flipped(errors),
    slots: slotPorts(sizes),
    payload: { ...writePort(sizes.payloadAddressBits, sizes), ...readPort(sizes.payloadAddressBits, sizes) },
  };
}

/** All ports of a party: its user on one side, its area on the other. */
export function partyPorts(sizes: Sizes) {
  const user = partyUserPorts(sizes);
  const area = partyAreaPorts(sizes);
  return {
    ...clockAndReset(),
    ...group('messages to send', { ...user.sending, ...abortPorts(sizes), ...givesUpPorts(sizes) }),
    ...group('received messages', user.receiving),
    ...group('window to the buffers held by command', user.window),
    ...group('last error', user.errors),
    ...prefixed('sender', 'area: operations for sending', area.sender),
    ...prefixed('release', 'area: buffers to free', area.release),
    ...group('area: allocation', area.allocation),
    ...group('area: messages for the party', area.reception),
    ...prefixed('area', 'area: window', area.window),
    ...group('area: refused operations', area.errors),
    ...prefixed('payload', 'area: payload', area.payload),
    ...onlyIf(bypassesBuffers(sizes), () => group('area: inline slots', area.slots)),
    ...group('area: state', {
      ready: input(1, 'the area is initialized'),
      ...windowStatePorts(sizes),
    }),
  };
}
