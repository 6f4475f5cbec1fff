// SPDX-License-Identifier: Apache-2.0
import { abortPorts } from '../circuits/abort-ports.ts';
import { commandPorts } from '../circuits/control-port-ports.ts';
import { hasCommands } from '../circuits/levels.ts';
import { onlyIf } from '../circuits/only-if.ts';
import { reclaimedPort } from '../circuits/reclaiming.ts';
import type { Sizes } from '../circuits/sizes.ts';
import { input, output, prefixed } from '../language/index.ts';
import { partyUserPorts } from './party-ports.ts';

/** Whether a party of a block sends requests: the first of a channel, the client of a gateway. */
export function sendsRequests(name: string): boolean {
  return name === 'first' || name === 'client';
}

/** Everything a party finds at the ports of a block, under headings that name it. */
export function userPorts<const Name extends string>(name: Name, sizes: Sizes) {
  const user = partyUserPorts(sizes);
  return {
    ...prefixed(name, `${name}: messages to send`, {
      ...user.sending,
      ...onlyIf(sendsRequests(name), () => abortPorts(sizes)),
    }),
    ...prefixed(name, `${name}: received messages`, user.receiving),
    ...prefixed(name, `${name}: commands`, commandPorts(sizes)),
    ...prefixed(name, `${name}: window to the buffers held by command`, user.window),
    ...onlyIf(hasCommands(sizes), () =>
      prefixed(name, `${name}: waiting messages`, {
        receive_by_command: input(1, '1: commands receive, 0: the stream does'),
        interrupt: output(1, 'a message waits; a level'),
        pending: output(sizes.entries, 'the buffers with waiting messages'),
      }),
    ),
    ...prefixed(name, `${name}: last error`, user.errors),
    ...prefixed(name, `${name}: reclaim`, reclaimedPort(sizes)),
  };
}
