// SPDX-License-Identifier: Apache-2.0
import { bypassesBuffers, slotPorts } from '../circuits/bypass.ts';
import { resultBits } from '../circuits/codes.ts';
import { commandPorts, releasePorts, senderPorts } from '../circuits/control-port-ports.ts';
import { packedWidth } from '../circuits/fields.ts';
import { reusePorts } from '../circuits/holding.ts';
import { firstUsePorts } from '../circuits/initialization.ts';
import { hasCommands } from '../circuits/levels.ts';
import { onlyIf } from '../circuits/only-if.ts';
import type { Party } from '../circuits/parties.ts';
import { readPort, writePort } from '../circuits/payload.ts';
import { isHardened, provisionedPorts } from '../circuits/provisioned.ts';
import { openCallsPort, reclaimPorts } from '../circuits/reclaiming.ts';
import { referenceFields } from '../circuits/reference.ts';
import { areaSettings } from '../circuits/run-time-settings.ts';
import { shownFlags } from '../circuits/shown-flags.ts';
import type { Sizes } from '../circuits/sizes.ts';
import {
  clockAndReset,
  flipped,
  group,
  input,
  output,
  type PortSignals,
  prefixed,
} from '../language/index.ts';
import { areaEventPorts, callEndPort } from './area-events.ts';
import { callEndPorts, holdSettings } from './area-holding.ts';

/** All ports of an area: what it is as a whole, and the same for each of its two parties. */
export function areaPorts(sizes: Sizes) {
  const side = areaPartyPorts(sizes);
  const partyPorts = <const P extends Party>(party: P) => ({
    ...prefixed(party, `${party} party: operations`, side.control),
    ...prefixed(party, `${party} party: allocation`, { ...side.reuse, ...side.allocation }),
    ...prefixed(party, `${party} party: messages for it`, side.reception),
    ...prefixed(party, `${party} party: its window`, side.window),
    ...prefixed(party, `${party} party: refused operations`, side.errors),
    ...prefixed(party, `${party} party: reclaim`, side.reclaim),
    ...prefixed(party, `${party} party: payload`, side.payload),
    ...onlyIf(bypassesBuffers(sizes), () => prefixed(party, `${party} party: inline slots`, side.slots)),
    ...prefixed(party, `${party} party: statistics`, areaEventPorts(sizes)),
  });
  return {
    ...clockAndReset(),
    ...group('trigger', firstUsePorts(sizes)),
    ...group('state', {
      ready: output(1, 'the area is initialized; no operation is accepted before'),
      ...flipped(windowStatePorts(sizes)),
      ...shownFlags(sizes),
    }),
    ...group('settings', { ...areaSettings(sizes), ...holdSettings(sizes) }),
    ...group('ends of calls', callEndPorts(sizes)),
    ...group('open calls', openCallsPort(sizes)),
    ...group('statistics', callEndPort(sizes)),
    ...partyPorts('first'),
    ...partyPorts('second'),
  };
}

/** The ports in the module being described. */
export type AreaSignals = PortSignals<ReturnType<typeof areaPorts>>;

/** What an area offers to one of its two parties; seen from the area. */
export function areaPartyPorts(sizes: Sizes) {
  const { entries, entryBits, lengthBits, tagBits, payloadAddressBits } = sizes;
  const commands = hasCommands(sizes);
  return {
    control: {
      ...underlined('sender', senderPorts(sizes)),
      ...underlined('release', releasePorts(sizes)),
      ...commandPorts(sizes),
    },
    reuse: underlined('sender', reusePorts(sizes)),
    allocation: {
      allocation_available: output(1, 'an allocation would be accepted now'),
      allocation_waits: input(1, 'a message of the party has no buffer yet'),
    },
    reception: {
      head_valid: output(1, 'a message waits for the party'),
      head: output(packedWidth(referenceFields(sizes)), 'its reference: kind, tag, length, pointer, entry'),
      circuits_ready: input(1, 'the circuits of the party can take a reference'),
      circuits_take: output(1, 'they take it'),
      ...onlyIf(commands, () => ({
        receive_by_command: input(1, '1: commands receive, 0: the circuits do'),
        interrupt: output(1, 'a message waits'),
        pending: output(entries, 'the buffers with waiting messages'),
      })),
    },
    window: onlyIf(commands, () => ({
      command_hold: input(1, 'commands must wait'),
      command_effect: output(1, 'a command takes effect'),
      command_found: output(1, 'and gives its party a buffer'),
      command_buffer: output(entryBits, 'this one'),
      command_bytes: output(lengthBits, 'with so many bytes to read'),
      ...onlyIf(isHardened(sizes), () => ({
        window_entry: input(entryBits, 'entry of a window access'),
        window_holds: output(1, 'commands of the party hold it'),
      })),
    })),
    errors: {
      refused: output(1, 'an operation of the party is refused'),
      refused_code: output(resultBits, 'why'),
      refused_entry: output(entryBits, ''),
      refused_tag: output(tagBits, ''),
    },
    reclaim: reclaimPorts(sizes),
    payload: {
      ...flipped(writePort(payloadAddressBits, sizes)),
      ...flipped(readPort(payloadAddressBits, sizes)),
    },
    slots: flipped(slotPorts(sizes)),
  };
}

/** What the windows of both parties see of the control area; seen from them. */
export function windowStatePorts(sizes: Sizes) {
  const { entries, entryBits, pointerBits } = sizes;
  return onlyIf(hasCommands(sizes), () => ({
    ...onlyIf(isHardened(sizes), () => ({ flags: input(entries, 'all flags, 1 free') })),
    initialize_entry: input(1, 'a pointer is written'),
    initialize_number: input(entryBits, 'of this entry'),
    initialize_pointer: input(pointerBits, ''),
    ...provisionedPorts(sizes),
  }));
}

/** Prefixes port names without giving them a heading of their own. */
function underlined<const Prefix extends string, const Ports extends Parameters<typeof prefixed>[2]>(
  prefix: Prefix,
  ports: Ports,
) {
  return prefixed(prefix, '', ports);
}
