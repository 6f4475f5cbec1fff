// SPDX-License-Identifier: Apache-2.0
import { releasePorts } from '../circuits/control-port-ports.ts';
import { heldReturns } from '../circuits/held-returns.ts';
import { type keptReturnPorts, passedCallPort, passesHeldCalls } from '../circuits/holding.ts';
import { onlyIf } from '../circuits/only-if.ts';
import type { Sizes } from '../circuits/sizes.ts';
import {
  type Assignable,
  flipped,
  input,
  type ModuleBuilder,
  type PortSignals,
  prefixed,
  type Signal,
} from '../language/index.ts';
import { interfaceOf, withPrefix } from './connect.ts';

/** What a kernel that passes held calls on has to do with its two areas besides. */
export function heldCallPorts(sizes: Sizes) {
  return onlyIf(passesHeldCalls(sizes), () => ({
    ...passedCallPort(sizes),
    client_released: input(1, 'the client frees a buffer of its area'),
    client_released_entry: input(sizes.entryBits, 'which'),
  }));
}

type ReleaseSignals = PortSignals<ReturnType<typeof releaseOf>>;

const releaseOf = (sizes: Sizes) => prefixed('server_release', '', flipped(releasePorts(sizes)));

/** How the lane out of the server area frees buffers there. */
export interface ServerRelease {
  readonly lane: {
    readonly request: Assignable;
    readonly entry: Assignable;
    readonly accepted: Signal;
  };
  /** Connects the lane that passes returns on to the client; called once. */
  connect(returns: Readonly<Partial<Record<keyof ReturnType<typeof keptReturnPorts>, Signal>>>): void;
}

/** Places what frees the buffers of held calls in the server area; where none is held the lane frees them itself. */
export function placeHeldReturns(m: ModuleBuilder, sizes: Sizes, io: object): ServerRelease {
  const kernel = io as ReleaseSignals & PortSignals<ReturnType<typeof heldCallPorts>>;
  const server = interfaceOf(
    kernel as never,
    'server_release',
    releasePorts(sizes),
  ) as unknown as ServerRelease['lane'];
  if (!passesHeldCalls(sizes)) return { lane: server, connect() {} };
  const lane = Object.fromEntries(
    Object.entries(releasePorts(sizes)).map(([name, { width, doc }]) => [
      name,
      m.declare(`lane_release_${name}`, width, doc),
    ]),
  ) as unknown as ServerRelease['lane'];
  return {
    lane,
    connect({ keep, keep_client_entry, keep_server_entry }) {
      m.instance('u_held_returns', heldReturns(sizes), {
        keep_valid: keep!,
        keep_client_entry: keep_client_entry!,
        keep_server_entry: keep_server_entry!,
        freed: kernel.client_released,
        freed_entry: kernel.client_released_entry,
        ...withPrefix('lane', lane),
        ...withPrefix('server_release', server),
      } as never);
    },
  };
}
