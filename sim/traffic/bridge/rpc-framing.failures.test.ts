// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it } from 'vitest';
import { encodeAcceptedReply } from '../onc-rpc/message.ts';
import { encodeFragment, encodeRecord } from '../onc-rpc/record-marking.ts';
import { type BridgeSceneOptions, createBridgeScene } from '../test-support/bridge-scene.ts';
import { waitUntil, waitUntilSteady } from '../test-support/loopback.ts';
import { callOfLength, type RecordHandler, type RecordPeer } from '../test-support/record-peer.ts';
import { LARGEST, replyFor, replyTo, startRpcScene, xidOf } from '../test-support/rpc-scene.ts';
import { systemErrorReply } from './rpc-session.ts';

const scene = createBridgeScene();
afterEach(scene.cleanUp);

const start = (...how: [onRecord?: RecordHandler, options?: BridgeSceneOptions]) =>
  startRpcScene(scene, ...how);

describe('framing onc-rpc: records that are too long', () => {
  it('accepts exactly the largest call, refuses one byte more with its length, and goes on', async () => {
    const { bridge, client, server, events } = await start((record, peer) => peer.send(replyTo(record)));
    client.send(callOfLength(1, LARGEST));
    client.send(callOfLength(2, LARGEST + 1));
    const large = callOfLength(3, 1_000_000);
    client.socket.write(encodeFragment(large.subarray(0, 100), false));
    client.socket.write(encodeFragment(large.subarray(100), true));
    client.send(callOfLength(4));
    await waitUntil(() => client.records.length === 4, 'four replies');
    const byXid = new Map(client.records.map((record) => [xidOf(record), record]));
    expect(byXid).toEqual(
      new Map([
        [1, replyFor(1)],
        [2, systemErrorReply(2)],
        [3, systemErrorReply(3)],
        [4, replyFor(4)],
      ]),
    );
    expect(server.records.map(xidOf)).toEqual([1, 4]);
    const refused = events.filter((event) => event.kind === 'message-refused');
    expect(refused).toEqual([
      { kind: 'message-refused', connection: 1, from: 'first', length: 201, largest: LARGEST, xid: 2 },
      { kind: 'message-refused', connection: 1, from: 'first', length: 1_000_000, largest: LARGEST, xid: 3 },
    ]);
    expect(bridge.summary().refusedMessages).toBe(2);
  });

  it('answers a call whose reply is too long with an error, through the carrier', async () => {
    const { bridge, client, carrier } = await start((record, peer) =>
      peer.send(encodeAcceptedReply(xidOf(record), 0, new Uint8Array(LARGEST))),
    );
    client.send(callOfLength(1));
    await waitUntil(() => client.records.length === 1, 'the error reply');
    expect(client.records).toEqual([systemErrorReply(1)]);
    expect(carrier.sent).toEqual({ call: 1, return: 1, notice: 0 });
    expect(carrier.inside()).toBe(0);
    expect(bridge.summary().refusedMessages).toBe(1);
  });

  it('refuses what is too long and no call without an answer', async () => {
    const { bridge, client } = await start((record, peer) => peer.send(replyTo(record)));
    client.send(new Uint8Array(LARGEST + 1).fill(1));
    client.send(callOfLength(1));
    await waitUntil(() => client.records.length === 1, 'the reply to the next call');
    expect(client.records).toEqual([replyFor(1)]);
    expect(bridge.summary().refusedMessages).toBe(1);
  });
});

describe('framing onc-rpc: ends and failures', () => {
  it.each(['reset', 'end'])('answers every outstanding call when the server goes away by %s', async (way) => {
    const { bridge, client, server, carrier } = await start();
    for (let xid = 1; xid <= 6; xid++) client.send(callOfLength(xid));
    await waitUntil(() => server.records.length === 3, 'the calls that have a tag');
    if (way === 'reset') server.socket.resetAndDestroy();
    else server.socket.destroy();
    await waitUntil(client.ended, 'the client is told');
    expect(client.records.map(xidOf).sort()).toEqual([1, 2, 3, 4, 5, 6]);
    for (const record of client.records) expect(record).toEqual(systemErrorReply(xidOf(record)));
    expect(carrier.inside()).toBe(0);
    expect(bridge.summary()).toMatchObject({ calls: { returned: 6 }, errors: { 'calls-abandoned': 1 } });
  });

  it('finishes the calls of a client that goes away, and drops their returns', async () => {
    const { bridge, client, server, carrier } = await start(undefined, { lingerMilliseconds: 2000 });
    for (let xid = 1; xid <= 3; xid++) client.send(callOfLength(xid));
    await waitUntil(() => server.records.length === 3, 'the calls');
    client.socket.resetAndDestroy();
    await waitUntil(server.ended, 'the server is told');
    expect(carrier.inside()).toBe(3);
    for (const record of server.records) server.send(replyTo(record));
    server.socket.end();
    await waitUntil(() => carrier.inside() === 0, 'the tags are free');
    expect(bridge.summary()).toMatchObject({
      calls: { returned: 3, dropped: 3 },
      errors: { 'client-reset': 1 },
    });
  });

  it('frees the tags of a client that went away although the server never answers', async () => {
    const { client, server, carrier, events } = await start();
    client.send(callOfLength(1));
    await waitUntil(() => server.records.length === 1, 'the call');
    client.socket.resetAndDestroy();
    await waitUntil(() => carrier.inside() === 0, 'the tag is free');
    await waitUntil(
      () => events.some((event) => event.kind === 'connection-closed'),
      'the connection is closed',
    );
  });

  it('reports a client that goes away mid-message', async () => {
    const { bridge, client, server } = await start();
    client.socket.end(encodeRecord(callOfLength(1)).subarray(0, 20));
    await waitUntil(server.ended, 'the server is told');
    expect(server.records).toHaveLength(0);
    expect(bridge.summary().errors).toEqual({ 'record-truncated': 1 });
  });

  it('lets a client end and still receive its replies', async () => {
    const { client, server } = await start();
    for (let xid = 1; xid <= 6; xid++) client.send(callOfLength(xid));
    client.socket.end();
    for (let answered = 0; answered < 6; answered++) {
      await waitUntil(() => server.records.length > answered, 'the next call');
      server.send(replyTo(server.records[answered]!));
    }
    await waitUntil(server.ended, 'the end of the client, behind its calls');
    server.socket.end();
    await waitUntil(client.closed, 'closed');
    expect(client.records).toHaveLength(6);
  });

  it('closes a connection that is not record-marked', async () => {
    const { bridge, client, server, events } = await start();
    client.socket.write('GET / HTTP/1.1\r\n\r\n');
    await waitUntil(client.ended, 'the client is closed');
    await waitUntil(server.ended, 'the server is told');
    expect(bridge.summary().errors).toMatchObject({ 'record-garbage': 1 });
    expect(events).toContainEqual(expect.objectContaining({ detail: expect.stringContaining('0x47455420') }));
  });

  it('answers outstanding calls when the server stops to speak in records', async () => {
    const { bridge, client, server } = await start();
    client.send(callOfLength(1));
    await waitUntil(() => server.records.length === 1, 'the call');
    server.socket.write('HTTP/1.1 400 Bad Request\r\n');
    await waitUntil(client.ended, 'the client is closed');
    expect(client.records).toEqual([systemErrorReply(1)]);
    expect(bridge.summary().errors).toMatchObject({ 'record-garbage': 1, 'calls-abandoned': 1 });
  });

  it('does not let a client that stalls hold tags', async () => {
    const reply = (record: Uint8Array, peer: RecordPeer): void =>
      peer.send(encodeAcceptedReply(xidOf(record), 0, new Uint8Array(5000)));
    const { bridge, client, connect, carrier } = await start(reply, { largestMessage: 5120 });
    client.socket.pause();
    const calls = 5_000;
    const flood = Buffer.concat(
      Array.from({ length: calls }, (_, xid) => encodeRecord(callOfLength(xid, 40))),
    );
    client.socket.write(flood);
    await waitUntilSteady(() => bridge.summary().calls.returned, 'the stalled client');
    expect(carrier.inside()).toBe(0);
    expect(bridge.summary().calls.returned).toBeLessThan(calls);
    const other = await connect();
    other.send(callOfLength(1));
    await waitUntil(() => other.records.length === 1, 'the reply of another client');
    client.socket.resume();
    await waitUntil(() => client.records.length === calls, 'all replies', 10_000);
  });

  it('closes a server that floods a client while calls wait for it', async () => {
    const { bridge, client, server } = await start();
    client.socket.pause();
    client.send(callOfLength(1));
    await waitUntil(() => server.records.length === 1, 'the call');
    const flood = Buffer.concat(Array.from({ length: 1000 }, () => encodeRecord(new Uint8Array(LARGEST))));
    const send = (): void => {
      if (server.socket.writable) server.socket.write(flood, (error) => error ?? setImmediate(send));
    };
    send();
    await waitUntil(() => bridge.summary().errors['notice-overflow'] === 1, 'the overflow');
    client.socket.resume();
    await waitUntil(client.ended, 'the client is closed');
    expect(client.records.filter((record) => record.length === 24)).toEqual([systemErrorReply(1)]);
  });

  it('gives every tag back when the bridge is closed with calls outstanding', async () => {
    const { bridge, client, server, carrier } = await start();
    client.send(callOfLength(1));
    await waitUntil(() => server.records.length === 1, 'the call');
    expect(await bridge.close()).toMatchObject({ calls: { returned: 1 } });
    expect(carrier.inside()).toBe(0);
  });
});
