// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createBridgeScene } from '../test-support/bridge-scene.ts';
import { findUnusedPort, startTestServer } from '../test-support/loopback.ts';
import { createRecordPeer } from '../test-support/record-peer.ts';
import { ClientSummary, ServerAnnouncement, ServerSummary } from './announcements.ts';
import { launchProgram } from './launch.ts';

const scene = createBridgeScene();
afterEach(scene.cleanUp);

const launchServer = () =>
  launchProgram('rpc-server.ts', ['--seed', '3', '--delay', '4'], ServerAnnouncement, 20_000);

async function runClient(port: number, more: readonly string[]) {
  const client = await launchProgram(
    'rpc-client.ts',
    ['--port', String(port), ...more],
    ClientSummary,
    20_000,
  );
  const { exitCode, stderr } = await client.finished;
  return { ...client.announcement, exitCode, stderr };
}

describe('RPC client and server', () => {
  it('agree on every byte through the bridge, out of order, over every tag', async () => {
    const server = await launchServer();
    const { bridge, carrier } = await scene.start({
      framing: 'onc-rpc',
      tags: 16,
      largestMessage: 5120,
      to: server.announcement.port,
    });
    const load = [
      '--connections',
      '4',
      '--in-flight',
      '8',
      '--calls',
      '400',
      '--seed',
      '5',
      '--timeout',
      '15000',
    ];
    const seen = await runClient(bridge.address.port, load);
    expect(seen).toMatchObject({
      exitCode: 0,
      calls: 400,
      returned: 400,
      missing: 0,
      mismatches: 0,
      shortestCall: 40,
      longestCall: 5120,
      shortestReply: 24,
      longestReply: 5120,
      mostInFlight: 32,
      zeroLengthSent: 20,
      zeroLengthReceived: 20,
      failure: null,
    });
    expect(seen.outOfOrder).toBeGreaterThan(10);
    const carried = await bridge.close();
    expect(carried).toMatchObject({
      connections: 4,
      toSecond: { messages: 420, bytes: seen.bytesSent },
      toFirst: { messages: 420, bytes: seen.bytesReceived },
      distinctTags: 16,
      errors: {},
    });
    expect(carried.calls.mostInFlight).toBeGreaterThanOrEqual(8);
    expect(carried.calls.returnedOutOfOrder).toBeGreaterThan(10);
    expect(carrier.longestSent()).toBe(5120);
    const { lines } = await server.stop();
    expect(ServerSummary.parse(lines[1])).toEqual({
      connections: 4,
      calls: 400,
      zeroLengthRecords: 20,
      unusableRecords: 0,
    });
  });

  it('notice wrong replies and missing ones', async () => {
    const wrong = await startTestServer((socket) => {
      let count = 0;
      createRecordPeer(socket, (record, peer) => {
        // The reply to a call by procedure 0 without a body, whatever was asked, and then none at all.
        const reply = new Uint8Array(24);
        reply.set(record.subarray(0, 4));
        reply[7] = 1;
        if (++count <= 3) peer.send(reply);
        else socket.destroy();
      });
    });
    const seen = await runClient(wrong.port, [
      '--calls',
      '10',
      '--in-flight',
      '1',
      '--zero-length-every',
      '0',
    ]);
    expect(seen).toMatchObject({ exitCode: 1, returned: 3, missing: 7 });
    expect(seen.mismatches).toBeGreaterThanOrEqual(2);
    expect(seen.failure).toContain('ended the connection with 1 calls outstanding');
    expect(seen.stderr).toContain('mismatch: the reply to call');
    await wrong.close();
  });

  it('give up after the timeout', async () => {
    const silent = await startTestServer(() => {});
    const seen = await runClient(silent.port, ['--calls', '3', '--timeout', '100']);
    expect(seen).toMatchObject({ exitCode: 1, missing: 3, failure: 'not finished within 100 ms' });
    await silent.close();
  });

  it('say that nobody listens', async () => {
    const seen = await runClient(await findUnusedPort(), []);
    expect(seen.exitCode).toBe(1);
    expect(seen.failure).toContain('ECONNREFUSED');
  });
});

describe('launching a program', () => {
  it('shows why a program ended before it announced itself', async () => {
    await expect(launchProgram('rpc-client.ts', [], ClientSummary)).rejects.toThrow(
      /rpc-client.ts ended with exit status 1[\s\S]*Missing required argument: port/,
    );
  });

  it('refuses an announcement that is not as expected, and stops the program', async () => {
    const launching = launchProgram('rpc-server.ts', [], z.strictObject({ address: z.string() }));
    await expect(launching).rejects.toThrow('rpc-server.ts announced {"port":');
  });

  it('stops a program that takes too long', async () => {
    // On a busy machine its time is over before it has announced itself.
    const ended = launchProgram('rpc-server.ts', [], ServerAnnouncement, 1500).then(
      ({ finished }) => finished,
    );
    await expect(ended).rejects.toThrow('rpc-server.ts was stopped after 1500 ms');
  });
});
