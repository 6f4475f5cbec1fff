// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it } from 'vitest';
import { createBridgeScene } from '../test-support/bridge-scene.ts';
import {
  connectTo,
  createInbox,
  findUnusedPort,
  LOOPBACK,
  startTestServer,
  waitUntil,
  waitUntilSteady,
} from '../test-support/loopback.ts';
import { createMemoryCarrier } from '../test-support/memory-carrier.ts';
import { startBridge } from './bridge.ts';
import {
  CarrierContractError,
  CarrierFailureError,
  ListenError,
  PortInUseError,
  RemoteAddressError,
} from './errors.ts';

const scene = createBridgeScene();
afterEach(scene.cleanUp);

const carrier = () => createMemoryCarrier({ tags: 4, largestMessage: 64 });

describe('starting a bridge', () => {
  it('refuses addresses of other machines on both sides', async () => {
    const local = { host: LOOPBACK, port: 1 };
    const remote = { host: '192.0.2.1', port: 1 };
    const everywhere = { host: '0.0.0.0', port: 0 };
    const framing = 'stream';
    await expect(startBridge({ listen: everywhere, to: local, framing, carrier: carrier() })).rejects.toThrow(
      RemoteAddressError,
    );
    await expect(startBridge({ listen: local, to: remote, framing, carrier: carrier() })).rejects.toThrow(
      '192.0.2.1:1 is not a loopback address',
    );
  });

  it('listens everywhere when that is allowed', async () => {
    const bridge = await startBridge({
      listen: { host: '0.0.0.0', port: 0 },
      to: { host: LOOPBACK, port: 1 },
      framing: 'stream',
      carrier: carrier(),
      allowRemote: true,
    });
    expect(bridge.address.host).toBe('0.0.0.0');
    await bridge.close();
  });

  it('says which port is in use and what to do', async () => {
    const occupant = await startTestServer(() => {});
    const listen = { host: LOOPBACK, port: occupant.port };
    const starting = startBridge({ listen, to: listen, framing: 'stream', carrier: carrier() });
    await expect(starting).rejects.toThrow(PortInUseError);
    await expect(starting).rejects.toThrow(`127.0.0.1:${occupant.port} is in use already: stop the program`);
    await occupant.close();
  });

  it('says where it cannot listen', async () => {
    const listen = { host: '192.0.2.1', port: 0 };
    const to = { host: LOOPBACK, port: 1 };
    const starting = startBridge({ listen, to, framing: 'stream', carrier: carrier(), allowRemote: true });
    await expect(starting).rejects.toThrow(ListenError);
    await expect(starting).rejects.toThrow('Cannot listen on 192.0.2.1:0');
  });

  it('refuses a carrier too small for an RPC error reply', async () => {
    const address = { host: LOOPBACK, port: 1 };
    const small = createMemoryCarrier({ tags: 1, largestMessage: 23 });
    await expect(
      startBridge({ listen: { ...address, port: 0 }, to: address, framing: 'onc-rpc', carrier: small }),
    ).rejects.toThrow(CarrierContractError);
  });
});

describe('a running bridge', () => {
  it('never runs the carrier while nothing happens', async () => {
    const { bridge } = await scene.start({ onConnection: (socket) => socket.pipe(socket) });
    const client = await connectTo(bridge.address.port);
    const inbox = createInbox(client);
    client.write('hello');
    await waitUntil(() => inbox.length() === 5, 'the echo');
    await waitUntil(() => !bridge.activity().busy, 'rest');
    const { turns } = bridge.activity();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(bridge.activity()).toEqual({ busy: false, turns });
  });

  it('closes the client when the server refuses, and counts it', async () => {
    const { bridge, events } = await scene.start({ to: await findUnusedPort() });
    const inbox = createInbox(await connectTo(bridge.address.port));
    await waitUntil(inbox.closed, 'the client is closed');
    expect({ length: inbox.length(), brokenBy: inbox.brokenBy() }).toEqual({
      length: 0,
      brokenBy: 'ECONNRESET',
    });
    await waitUntil(() => events.some((event) => event.kind === 'connection-closed'), 'closed event');
    expect(bridge.summary()).toMatchObject({ connections: 1, errors: { 'upstream-refused': 1 } });
  });

  it('stops and reports when the carrier fails', async () => {
    const { bridge, carrier } = await scene.start({ onConnection: (socket) => socket.pipe(socket) });
    const client = await connectTo(bridge.address.port);
    const inbox = createInbox(client);
    client.write('first');
    await waitUntil(() => inbox.length() === 5, 'the echo');
    carrier.failure = new Error('difference at cycle 42');
    client.write('second');
    await waitUntil(inbox.closed, 'the client is closed');
    expect(inbox.brokenBy()).toBe('ECONNRESET');
    const failure = await bridge.done.catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CarrierFailureError);
    expect(failure).toMatchObject({
      cause: carrier.failure,
      summary: { toFirst: { messages: 1, bytes: 5 } },
    });
    await expect(bridge.close()).rejects.toThrow('difference at cycle 42');
    await expect(connectTo(bridge.address.port)).rejects.toThrow('ECONNREFUSED');
  });

  it('does not accept a message that was never sent', async () => {
    const { bridge, carrier } = await scene.start({});
    const client = await connectTo(bridge.address.port);
    carrier.run = () => {
      carrier.onDelivery?.({ from: 'second', kind: 'notice', tag: 3, bytes: new Uint8Array(1) });
      return true;
    };
    client.write('x');
    await expect(bridge.done).rejects.toThrow(
      'a notice with tag 3 toward the first party, where no such message',
    );
  });

  it('closes within its limits although the carrier never comes to rest', async () => {
    const { bridge, carrier } = await scene.start({ lingerMilliseconds: 30 });
    const client = await connectTo(bridge.address.port);
    carrier.stalled = true;
    client.write('x');
    await waitUntil(() => carrier.inside() === 1, 'the message is inside');
    await expect(bridge.close()).rejects.toThrow(
      'did not come to rest: 1 messages or calls are still inside',
    );
  });

  it('writes what was delivered before it closes, even to a client that has not read yet', async () => {
    const { bridge } = await scene.start({
      onConnection: (socket) => void socket.write(Buffer.alloc(30_000_000, 1)),
    });
    const client = await connectTo(bridge.address.port);
    await waitUntilSteady(() => bridge.summary().toFirst.bytes, 'the client stalls');
    const closing = bridge.close();
    const inbox = createInbox(client);
    await waitUntil(inbox.ended, 'the end');
    expect(inbox.length()).toBe((await closing).toFirst.bytes);
  });
});
