// SPDX-License-Identifier: Apache-2.0
import { startBridge } from '../../sim/traffic/bridge/bridge.ts';
import type { Carrier } from '../../sim/traffic/carrier.ts';
import { type CloneFacts, cloneThroughBridge } from '../../sim/traffic/git.ts';

/** Clones a repository from a git daemon, every byte of it through the carrier. The seed decides what is in it. */
export async function cloneThroughCarrier(carrier: Carrier, seed: number): Promise<CloneFacts> {
  return cloneThroughBridge({
    seed,
    openBridge: (daemon) =>
      startBridge({ listen: { host: '127.0.0.1', port: 0 }, to: daemon, framing: 'stream', carrier }),
  });
}
