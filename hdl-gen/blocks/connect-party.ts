// SPDX-License-Identifier: Apache-2.0
import { abortPorts, abortsRequests } from '../circuits/abort-ports.ts';
import { slotPorts } from '../circuits/bypass.ts';
import { commandPorts, releasePorts } from '../circuits/control-port-ports.ts';
import { sendingPorts } from '../circuits/holding.ts';
import { hasCommands } from '../circuits/levels.ts';
import { onlyIf } from '../circuits/only-if.ts';
import { readPort, writePort } from '../circuits/payload.ts';
import type { Sizes } from '../circuits/sizes.ts';
import type { ModuleBuilder, PortDefinitions, PortSignals, Signal } from '../language/index.ts';
import { areaPartyPorts, windowStatePorts } from './area-ports.ts';
import { interfaceOf, signalsOf, withPrefix } from './connect.ts';
import { partyUserPorts } from './party-ports.ts';
import { sendsRequests, type userPorts } from './user-ports.ts';

type Wires<Ports extends PortDefinitions> = { readonly [Name in keyof Ports]: Signal<'wire'> };

/** Wires for every port of an interface, named with a prefix. */
export function declareInterface<const Ports extends PortDefinitions>(
  m: ModuleBuilder,
  prefix: string,
  ports: Ports,
): Wires<Ports> {
  return Object.fromEntries(
    Object.entries(ports).map(([name, { width, doc }]) => [name, m.declare(`${prefix}_${name}`, width, doc)]),
  ) as unknown as Wires<Ports>;
}

/** The wires between an area and one of its parties, whoever drives them. */
export function declareAreaSide(m: ModuleBuilder, name: string, sizes: Sizes) {
  const { allocation, reception, window, errors } = areaPartyPorts(sizes);
  const { allocation_waits } = allocation;
  const { head, circuits_ready, circuits_take } = reception;
  return {
    sender: declareInterface(m, `${name}_sender`, sendingPorts(sizes)),
    release: declareInterface(m, `${name}_release`, releasePorts(sizes)),
    allocation: declareInterface(m, name, { allocation_waits }),
    reception: declareInterface(m, name, { head, circuits_ready, circuits_take }),
    window: declareInterface(m, `${name}_area`, window),
    errors: declareInterface(m, name, errors),
    slots: declareInterface(m, name, slotPorts(sizes)),
    payload: declareInterface(m, `${name}_payload`, {
      ...writePort(sizes.payloadAddressBits, sizes),
      ...readPort(sizes.payloadAddressBits, sizes),
    }),
  };
}

export type AreaSide = ReturnType<typeof declareAreaSide>;

/** What an area instance connects for a party that has all levels of use. */
export function areaConnections<const Name extends string>(
  io: PortSignals<ReturnType<typeof userPorts<Name>>>,
  name: Name,
  sizes: Sizes,
  side: AreaSide,
) {
  const user = interfaceOf(io as never, name, {
    ...commandPorts(sizes),
    ...pickReception(sizes),
  }) as unknown as PortSignals<ReturnType<typeof commandPorts> & ReturnType<typeof pickReception>>;
  return {
    ...user,
    ...withPrefix('sender', side.sender),
    ...withPrefix('release', side.release),
    ...side.allocation,
    ...side.reception,
    ...side.window,
    ...side.errors,
    ...side.payload,
    ...side.slots,
  };
}

function pickReception(sizes: Sizes) {
  return onlyIf(hasCommands(sizes), () => {
    const { receive_by_command, interrupt, pending } = areaPartyPorts(sizes).reception;
    return { receive_by_command, interrupt, pending };
  });
}

/** The state of an area that its parties need. */
export interface AreaState {
  readonly ready: Signal;
  /** What windows see of it, by the names of its ports. */
  readonly [seenByWindows: string]: Signal;
}

/** What the instance of the circuits of a party connects, between its user and its area. */
export function partyConnections<const Name extends string>(
  io: PortSignals<ReturnType<typeof userPorts<Name>>>,
  name: Name,
  sizes: Sizes,
  side: AreaSide,
  state: AreaState,
) {
  const user = partyUserPorts(sizes);
  const requests = sendsRequests(name);
  const ports = {
    ...user.sending,
    ...onlyIf(requests, () => abortPorts(sizes)),
    ...user.receiving,
    ...user.window,
    ...user.errors,
  };
  return {
    ...onlyIf(abortsRequests(sizes), () => ({ gives_up: requests ? 1 : 0 })),
    ...(interfaceOf(io as never, name, ports) as unknown as PortSignals<typeof ports>),
    ...withPrefix('sender', side.sender),
    ...withPrefix('release', side.release),
    ...side.allocation,
    ...side.reception,
    ...withPrefix('area', side.window),
    ...side.errors,
    ...withPrefix('payload', side.payload),
    ...side.slots,
    ready: state.ready,
    ...signalsOf(state as never, windowStatePorts(sizes)),
  };
}

/** Names what a party that never gives up would say if it did. */
export function leaveAbortsUnused(
  m: ModuleBuilder,
  name: string,
  sizes: Sizes,
  placed: Readonly<Record<'in_aborted' | 'in_aborted_tag', Signal>>,
): void {
  if (abortsRequests(sizes)) {
    m.wire(`unused_${name}_aborts`, placed.in_aborted.and(placed.in_aborted_tag.any()));
  }
}
