// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it } from 'vitest';
import { encodeAcceptedReply } from '../onc-rpc/message.ts';
import { type BridgeSceneOptions, createBridgeScene } from '../test-support/bridge-scene.ts';
import { waitUntil } from '../test-support/loopback.ts';
import { callOfLength, type RecordHandler } from '../test-support/record-peer.ts';
import { replyFor, replyTo, startRpcScene, xidOf } from '../test-support/rpc-scene.ts';

const scene = createBridgeScene();
afterEach(scene.cleanUp);

const start = (...how: [onRecord?: RecordHandler, options?: BridgeSceneOptions]) =>
  startRpcScene(scene, ...how);

describe('framing onc-rpc: calls and returns', () => {
  it('carries calls as calls and replies as returns', async () => {
    const { bridge, carrier, client } = await start((record, peer) => peer.send(replyTo(record)));
    for (let xid = 1; xid <= 20; xid++) client.send(callOfLength(xid));
    await waitUntil(() => client.records.length === 20, 'all replies');
    for (const record of client.records) expect(record).toEqual(replyFor(xidOf(record)));
    expect(carrier.sent).toEqual({ call: 20, return: 20, notice: 0 });
    expect(await bridge.close()).toMatchObject({
      toSecond: { messages: 20, bytes: 20 * 60 },
      toFirst: { messages: 20, bytes: 20 * 54 },
      calls: { returned: 20, dropped: 0 },
      distinctTags: 4,
      errors: {},
    });
  });

  it('returns come in any order, each to its call', async () => {
    const { bridge, client, server } = await start();
    for (let xid = 1; xid <= 3; xid++) client.send(callOfLength(xid));
    await waitUntil(() => server.records.length === 3, 'the calls');
    for (const record of [...server.records].reverse()) server.send(replyTo(record));
    await waitUntil(() => client.records.length === 3, 'the replies');
    expect(client.records).toEqual([3, 2, 1].map(replyFor));
    expect(bridge.summary().calls).toMatchObject({ returned: 3, returnedOutOfOrder: 2, mostInFlight: 3 });
  });

  it('keeps equal xids of different connections apart', async () => {
    const { client, connect, servers } = await start();
    const other = await connect();
    client.send(callOfLength(7));
    other.send(callOfLength(7));
    await waitUntil(
      () => servers.length === 2 && servers.every((peer) => peer.records.length === 1),
      'both calls',
    );
    servers[1]!.send(encodeAcceptedReply(7, 0, Uint8Array.of(1)));
    await waitUntil(() => other.records.length === 1, 'the reply of the second connection');
    expect(client.records).toHaveLength(0);
    servers[0]!.send(encodeAcceptedReply(7, 0, Uint8Array.of(0)));
    await waitUntil(() => client.records.length === 1, 'the reply of the first connection');
    expect([client.records[0]!.at(-1), other.records[0]!.at(-1)]).toEqual([0, 1]);
  });

  it('lets the second of two equal xids on one connection wait', async () => {
    const { client, server } = await start();
    client.send(callOfLength(7, 50));
    client.send(callOfLength(7, 70));
    await waitUntil(() => server.records.length === 1, 'the first call');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(server.records.map((record) => record.length)).toEqual([50]);
    server.send(replyFor(7));
    await waitUntil(() => server.records.length === 2, 'the second call');
    server.send(replyFor(7));
    await waitUntil(() => client.records.length === 2, 'both replies');
  });

  it('reports and drops a reply nobody waits for', async () => {
    const { bridge, client, server, events } = await start();
    server.send(replyFor(99));
    client.send(callOfLength(1));
    await waitUntil(() => server.records.length === 1, 'the call');
    server.send(replyFor(1));
    server.send(replyFor(1));
    await waitUntil(() => bridge.summary().errors['unknown-xid'] === 2, 'both are counted');
    expect(client.records).toEqual([replyFor(1)]);
    expect(events).toContainEqual(expect.objectContaining({ detail: expect.stringContaining('xid 99') }));
  });

  it('leaves the last tag to others when a server does not answer', async () => {
    const { client, server, connect, servers } = await start();
    for (let xid = 1; xid <= 10; xid++) client.send(callOfLength(xid));
    await waitUntil(() => server.records.length === 3, 'all tags but one are held');
    const other = await connect();
    for (let xid = 1; xid <= 5; xid++) {
      other.send(callOfLength(xid));
      await waitUntil(() => servers[1]?.records.length === xid, 'the call of another connection');
      servers[1]!.send(replyFor(xid));
      await waitUntil(() => other.records.length === xid, 'its reply');
    }
    expect(server.records).toHaveLength(3);
    for (let answered = 0; answered < 10; answered++) {
      await waitUntil(() => server.records.length > answered, 'the next call');
      server.send(replyTo(server.records[answered]!));
    }
    await waitUntil(() => client.records.length === 10, 'all replies');
  });

  it('works with a single tag', async () => {
    const { client } = await start((record, peer) => peer.send(replyTo(record)), { tags: 1 });
    for (let xid = 1; xid <= 10; xid++) client.send(callOfLength(xid));
    await waitUntil(() => client.records.length === 10, 'all replies');
    expect(client.records.map(xidOf)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
});

describe('framing onc-rpc: records that are no calls', () => {
  it('carries short and foreign records as notices, both ways, in order', async () => {
    const { client, server, carrier } = await start();
    const records = [0, 1, 7].map((length) => new Uint8Array(length).fill(9));
    const foreign = Uint8Array.of(0, 0, 0, 5, 0, 0, 0, 2, 1);
    for (const record of [...records, foreign, replyFor(5)]) client.send(record);
    for (const record of [foreign, ...records, callOfLength(4)]) server.send(record);
    await waitUntil(() => server.records.length === 5 && client.records.length === 5, 'all records');
    expect(server.records).toEqual([...records, foreign, replyFor(5)]);
    expect(client.records).toEqual([foreign, ...records, callOfLength(4)]);
    expect(carrier.sent).toEqual({ call: 0, return: 0, notice: 10 });
  });

  it('lets replies pass a notice that waits for a tag, so that tags come free again', async () => {
    const { client, server } = await start(undefined, { tags: 1 });
    client.send(callOfLength(1));
    await waitUntil(() => server.records.length === 1, 'the call');
    server.send(new Uint8Array(3));
    server.send(replyFor(1));
    await waitUntil(() => client.records.length === 2, 'reply and notice');
    expect(client.records.map((record) => record.length)).toEqual([54, 3]);
  });
});
