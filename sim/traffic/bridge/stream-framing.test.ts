// SPDX-License-Identifier: Apache-2.0
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createRandom } from '../../tasks/random.ts';
import { createBridgeScene } from '../test-support/bridge-scene.ts';
import { connectTo, createInbox, waitUntil, waitUntilSteady } from '../test-support/loopback.ts';

const scene = createBridgeScene();
afterEach(scene.cleanUp);

const echo = (socket: Socket): void => void socket.pipe(socket);

describe('framing stream', () => {
  it('carries 200 connections at once over 8 tags, each byte to the right one', async () => {
    const { bridge, carrier } = await scene.start({ onConnection: echo, messagesPerRun: 5 });
    const random = createRandom(11);
    const payloads = Array.from({ length: 200 }, () =>
      Buffer.from(random.fill(new Uint8Array(random.between(0, 20_000)))),
    );
    const clients = await Promise.all(payloads.map(() => connectTo(bridge.address.port)));
    const inboxes = clients.map(createInbox);
    await waitUntil(() => bridge.summary().connections === 200, '200 connections');
    for (const [index, client] of clients.entries()) client.end(payloads[index]!);
    await waitUntil(() => inboxes.every((inbox) => inbox.ended()), 'all echoes');
    for (const [index, inbox] of inboxes.entries()) expect(inbox.bytes().equals(payloads[index]!)).toBe(true);
    const summary = await bridge.close();
    const bytes = payloads.reduce((sum, payload) => sum + payload.length, 0);
    expect(summary).toMatchObject({
      connections: 200,
      mostConnections: 200,
      toSecond: { bytes },
      toFirst: { bytes },
      distinctTags: 8,
      errors: {},
    });
    expect(carrier.longestSent()).toBe(1024);
    expect(carrier.inside()).toBe(0);
  });

  it('lets the client end first and still read the answer', async () => {
    const received: { inbox?: ReturnType<typeof createInbox> } = {};
    const { bridge } = await scene.start({
      onConnection(socket) {
        received.inbox = createInbox(socket);
        socket.on('end', () => socket.end(`got ${received.inbox!.length()} bytes`));
      },
    });
    const client = await connectTo(bridge.address.port);
    const inbox = createInbox(client);
    client.end(Buffer.alloc(5000));
    await waitUntil(inbox.closed, 'closed');
    expect(inbox.bytes().toString()).toBe('got 5000 bytes');
    expect(inbox.brokenBy()).toBeUndefined();
  });

  it('lets the server end first and still read what the client says', async () => {
    const { bridge, server } = await scene.start({ onConnection: (socket) => void socket.end('bye') });
    const client = await connectTo(bridge.address.port);
    const inbox = createInbox(client);
    await waitUntil(inbox.ended, 'the end of the server');
    const atServer = createInbox(server.sockets[0]!);
    client.end(Buffer.alloc(5000));
    await waitUntil(atServer.ended, 'the end of the client');
    expect(atServer.length()).toBe(5000);
    expect(inbox.bytes().toString()).toBe('bye');
  });

  it('delivers what a server wrote before it reset, and then closes the client', async () => {
    const { bridge, server } = await scene.start({
      onConnection: (socket) => void socket.write(Buffer.alloc(300_000)),
    });
    const client = await connectTo(bridge.address.port);
    const inbox = createInbox(client);
    await waitUntil(() => inbox.length() === 300_000, 'the data');
    server.sockets[0]!.resetAndDestroy();
    await waitUntil(inbox.ended, 'the end');
    client.end();
    await waitUntil(() => bridge.summary().errors['upstream-reset'] === 1, 'the error is counted');
    await waitUntil(inbox.closed, 'closed');
  });

  it('cuts nothing for a slow client when the server resets behind its data', async () => {
    const length = 60_000;
    const { bridge, server, carrier } = await scene.start({
      onConnection: (socket) => void socket.write(Buffer.alloc(length, 3)),
      lingerMilliseconds: 50,
    });
    carrier.stalled = true;
    const client = await connectTo(bridge.address.port);
    await waitUntil(() => carrier.inside() > 0, 'data inside');
    await new Promise((resolve) => setTimeout(resolve, 30));
    server.sockets[0]!.resetAndDestroy();
    await waitUntil(() => bridge.summary().errors['upstream-reset'] === 1, 'the reset is noticed');
    carrier.stalled = false;
    const inbox = createInbox(client);
    await waitUntil(() => inbox.ended() || inbox.closed(), 'the end');
    expect({ length: inbox.length(), brokenBy: inbox.brokenBy() }).toEqual({ length, brokenBy: undefined });
  });

  it('tears the server connection down when the client resets mid-message', async () => {
    const inboxes: ReturnType<typeof createInbox>[] = [];
    const { bridge, events, carrier } = await scene.start({
      onConnection(socket) {
        inboxes.push(createInbox(socket));
        // A server that never stops sending learns of it too.
        const send = (): void =>
          void socket.write(Buffer.alloc(10_000), (error) => error ?? setImmediate(send));
        send();
      },
      // Short enough for the test, too long for anything but the first way to end a connection.
      lingerMilliseconds: 400,
    });
    const client = await connectTo(bridge.address.port);
    client.write('half a mess');
    await waitUntil(() => inboxes[0]?.length() === 11, 'the first bytes');
    client.resume();
    client.resetAndDestroy();
    await waitUntil(() => inboxes[0]!.closed(), 'the server side is closed');
    await waitUntil(() => events.some((event) => event.kind === 'connection-closed'), 'the link is closed');
    expect(bridge.summary().errors).toMatchObject({ 'client-reset': 1 });
    expect(carrier.inside()).toBe(0);
  });

  it('holds back the source of a reader that stalls, and nobody else', async () => {
    const length = 30_000_000;
    const { bridge, carrier } = await scene.start({
      onConnection: (socket) =>
        socket.once('data', (order) => socket.end(Buffer.alloc(Number(order.toString())))),
      largestMessage: 5120,
    });
    const stalled = await connectTo(bridge.address.port);
    stalled.pause();
    stalled.write(String(length));
    const carriedForStalled = await waitUntilSteady(
      () => bridge.summary().toFirst.bytes,
      'the stalled client',
    );
    expect(carrier.inside()).toBe(0);
    expect(carriedForStalled).toBeLessThan(length / 2);

    for (let other = 0; other < 3; other++) {
      const client = await connectTo(bridge.address.port);
      const inbox = createInbox(client);
      client.write('1000000');
      await waitUntil(inbox.ended, 'the download of another client');
      expect(inbox.length()).toBe(1_000_000);
      client.end();
    }
    expect(bridge.summary().toFirst.bytes).toBe(carriedForStalled + 3_000_000);

    const inbox = createInbox(stalled);
    stalled.resume();
    await waitUntil(inbox.ended, 'the rest of the stalled download');
    expect(inbox.length()).toBe(length);
  });

  it('shares the tags fairly between connections', async () => {
    const { bridge, carrier } = await scene.start({ tags: 2, largestMessage: 100 });
    const order: number[] = [];
    const { send } = carrier;
    carrier.send = (message) => {
      order.push(message.bytes[0]!);
      send(message);
    };
    carrier.stalled = true;
    for (const name of [1, 2, 3]) (await connectTo(bridge.address.port)).write(Buffer.alloc(400, name));
    await waitUntil(() => order.length === 2, 'both tags are held');
    // Long enough for the bridge to read what the others wrote.
    await new Promise((resolve) => setTimeout(resolve, 50));
    carrier.stalled = false;
    await waitUntil(() => order.length === 12, 'everything is sent');
    const turns = { 1: [] as number[], 2: [] as number[], 3: [] as number[] };
    for (const [position, name] of order.entries()) turns[name as 1 | 2 | 3].push(position);
    expect(turns[3][0]).toBeLessThanOrEqual(4);
    expect(Math.max(...turns[2])).toBeGreaterThanOrEqual(9);
    for (const positions of Object.values(turns)) {
      const gaps = positions.slice(1).map((position, index) => position - positions[index]!);
      expect(Math.max(...gaps)).toBeLessThanOrEqual(3);
    }
  });
});
