// SPDX-License-Identifier: Apache-2.0
import type { RpcFacts } from './rpc-through-carrier.ts';
import type { RunData } from './run-report.ts';
import type { Simulation } from './simulation.ts';
import { CheckFailedError } from './usage-error.ts';

/** Fewest calls that must have been in flight at once. */
const LEAST_IN_FLIGHT = 8;

/**
 * Makes sure that the main job did what it claims to show.
 *
 * @throws CheckFailedError naming everything that did not happen.
 */
export function checkMainJob(done: {
  readonly channel: Simulation;
  readonly gateway: Simulation;
  readonly rpc: RpcFacts;
  readonly channelRun: RunData;
  readonly gatewayRun: RunData;
}): void {
  const { channel, gateway, rpc, channelRun, gatewayRun } = done;
  const { threads, bufferBytes } = gateway.session.manifest.configuration;
  const failed = [
    ...unusedBuffers(channel, channelRun),
    ...unusedBuffers(gateway, gatewayRun),
    ...expectAtLeast('calls in flight', gatewayRun.check.mostCallsInFlight, LEAST_IN_FLIGHT),
    ...expectAtLeast('returns out of order', gatewayRun.check.returnsOutOfOrder, 1),
    ...expectAtLeast('returns out of order, as the client saw them,', rpc.ready.outOfOrder, 1),
    ...expectAtLeast('call tags used', gatewayRun.check.distinctTags, threads),
    ...expectAtLeast('bytes of the longest call', rpc.ready.longestCall, bufferBytes),
    ...expectAtLeast('empty messages', rpc.ready.zeroLengthReceived, 1),
  ];
  if (failed.length > 0)
    throw new CheckFailedError(`The main job did not reach all it shows:\n${failed.join('\n')}`);
}

function unusedBuffers({ session }: Simulation, { name, check }: RunData): string[] {
  const { buffers } = session.manifest.configuration;
  return check.areas.flatMap((area) => [
    ...expectAtLeast(`buffers in use at once, ${name}, ${area.name}`, area.mostBuffersInUse, buffers),
    ...expectAtLeast(`different buffers used, ${name}, ${area.name}`, area.distinctEntries, buffers),
  ]);
}

function expectAtLeast(what: string, found: number, least: number): string[] {
  return found >= least ? [] : [`  ${what}: ${found}, expected at least ${least}`];
}
