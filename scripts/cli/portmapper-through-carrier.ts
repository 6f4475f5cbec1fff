// SPDX-License-Identifier: Apache-2.0
import { execa } from 'execa';
import { startBridge } from '../../sim/traffic/bridge/bridge.ts';
import type { Carrier } from '../../sim/traffic/carrier.ts';
import { detectPortmapper, PORTMAPPER_ADDRESS } from '../../sim/traffic/rpcbind.ts';
import { CheckFailedError } from './usage-error.ts';

const PORTMAPPER_PROGRAM = '100000';
const PORTMAPPER_VERSION = '2';
const TIMEOUT_MILLISECONDS = 10_000;

/**
 * Lets rpcinfo call the portmapper of this machine through the carrier, if there are both.
 *
 * @returns what came of it, a line for people
 * @throws CheckFailedError when rpcinfo gets no answer, and what the carrier throws.
 */
export async function askPortmapper(carrier: Carrier): Promise<string> {
  const { listening, rpcinfo } = await detectPortmapper();
  if (!listening) return 'not run: no portmapper answers on 127.0.0.1:111';
  if (rpcinfo === undefined) return 'not run: rpcinfo is not installed';
  const bridge = await startBridge({
    listen: { host: PORTMAPPER_ADDRESS.host, port: 0 },
    to: PORTMAPPER_ADDRESS,
    framing: 'onc-rpc',
    carrier,
  });
  const { host, port } = bridge.address;
  // rpcinfo -p always asks port 111, past the bridge; -a names the address, its last two numbers the port.
  const address = `${host}.${Math.floor(port / 256)}.${port % 256}`;
  const words = ['-a', address, '-T', 'tcp', PORTMAPPER_PROGRAM, PORTMAPPER_VERSION];
  const result = await execa(rpcinfo, words, {
    all: true,
    reject: false,
    stdin: 'ignore',
    timeout: TIMEOUT_MILLISECONDS,
  });
  const { calls } = await bridge.close();
  if (result.exitCode !== 0 || calls.returned === 0) {
    throw new CheckFailedError(`rpcinfo ${words.join(' ')} got no answer through the bridge: ${result.all}`);
  }
  return `rpcinfo: ${result.all.trim()}, ${calls.returned} calls through the gateway`;
}
