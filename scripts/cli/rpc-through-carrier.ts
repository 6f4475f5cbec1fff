// SPDX-License-Identifier: Apache-2.0
import { type Bridge, startBridge } from '../../sim/traffic/bridge/bridge.ts';
import type { SimulatedCarrier } from '../../sim/traffic/circuits/simulated-carrier.ts';
import { ClientSummary, ServerAnnouncement } from '../../sim/traffic/programs/announcements.ts';
import { launchProgram } from '../../sim/traffic/programs/launch.ts';
import { CheckFailedError } from './usage-error.ts';

/** More calls at a time than there are tags, on connections of which none may starve. */
const CONNECTIONS = 5;

const TIMEOUT_MILLISECONDS = 60_000;
const LOOPBACK = '127.0.0.1';

/** How likely a reader is to stall in a cycle, in the part of the job in which readers stall. */
const STALL_PROBABILITY = 0.8;

/** What the RPC client reported: once with readers that are always ready, once with readers that stall. */
export interface RpcFacts {
  readonly ready: ClientSummary;
  readonly stalling: ClientSummary;
}

/**
 * Lets an ONC RPC client and an ONC RPC server, processes of their own, talk through the carrier. The client checks
 * every byte of every reply.
 *
 * @throws CheckFailedError for a wrong or missing reply, ProgramError, and what the carrier throws.
 */
export async function callThroughCarrier(
  carrier: SimulatedCarrier,
  options: { readonly seed: number; readonly calls: number; readonly say: (line: string) => void },
): Promise<RpcFacts> {
  const { seed, calls, say } = options;
  const server = await launchProgram(
    'rpc-server.ts',
    ['--seed', String(seed)],
    ServerAnnouncement,
    2 * TIMEOUT_MILLISECONDS,
  );
  try {
    const bridge = await startBridge({
      listen: { host: LOOPBACK, port: 0 },
      to: { host: LOOPBACK, port: server.announcement.port },
      framing: 'onc-rpc',
      carrier,
    });
    const ready = await runClient(bridge, carrier, { seed, calls });
    say(
      `${ready.returned} calls returned, ${ready.outOfOrder} of them out of order; now with readers that stall`,
    );
    for (const side of ['first', 'second'] as const) {
      carrier.setReader(side, { stallProbability: STALL_PROBABILITY });
    }
    const stalling = await runClient(bridge, carrier, { seed: seed + 1, calls: Math.ceil(calls / 10) });
    for (const side of ['first', 'second'] as const) carrier.setReader(side, 'ready');
    await bridge.close();
    return { ready, stalling };
  } finally {
    await server.stop();
  }
}

async function runClient(
  bridge: Bridge,
  { tags, largestMessage }: SimulatedCarrier,
  { seed, calls }: { readonly seed: number; readonly calls: number },
): Promise<ClientSummary> {
  const words = Object.entries({
    port: bridge.address.port,
    connections: CONNECTIONS,
    'in-flight': Math.ceil((1.25 * tags) / CONNECTIONS),
    calls,
    largest: largestMessage,
    seed,
    timeout: TIMEOUT_MILLISECONDS,
  }).flatMap(([option, value]) => [`--${option}`, String(value)]);
  const client = await launchProgram('rpc-client.ts', words, ClientSummary, 2 * TIMEOUT_MILLISECONDS);
  const { exitCode, stderr } = await client.finished;
  if (exitCode === 0) return client.announcement;
  // A bridge that failed explains more than a client that lost its connections.
  if (bridge.activity().busy === false) await bridge.close();
  const { missing, mismatches, failure } = client.announcement;
  throw new CheckFailedError(
    `The RPC client ended with exit status ${exitCode}: ${missing} replies missing, ${mismatches} wrong; ${failure ?? 'it gives no other reason'}. ${stderr}`,
  );
}
