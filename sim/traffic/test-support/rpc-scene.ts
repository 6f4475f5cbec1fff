// SPDX-License-Identifier: Apache-2.0
import type { Socket } from 'node:net';
import { encodeAcceptedReply, readMessageHead } from '../onc-rpc/message.ts';
import type { BridgeScene, BridgeSceneOptions } from './bridge-scene.ts';
import { connectTo, waitUntil } from './loopback.ts';
import { createRecordPeer, type RecordHandler, type RecordPeer } from './record-peer.ts';

/** Longest message (bytes) of the carrier in these scenes, unless a test says otherwise. */
export const LARGEST = 200;

/** Transaction number of a call or reply. */
export const xidOf = (record: Uint8Array): number => readMessageHead(record)!.xid;

/** The one reply that is right for a call with this xid. */
export const replyFor = (xid: number): Uint8Array =>
  encodeAcceptedReply(xid, 0, new Uint8Array(30).fill(xid));

/** What a server sends that answers this call. */
export const replyTo = (call: Uint8Array): Uint8Array => replyFor(xidOf(call));

/** A bridge, its first client, and the server's end of each connection, which answers as `onRecord` says. */
export async function startRpcScene(
  scene: { start(options: BridgeSceneOptions): Promise<BridgeScene> },
  onRecord?: RecordHandler,
  options: BridgeSceneOptions = {},
) {
  const servers: RecordPeer[] = [];
  const parts = await scene.start({
    framing: 'onc-rpc',
    tags: 4,
    largestMessage: LARGEST,
    lingerMilliseconds: 50,
    onConnection: (socket: Socket) => servers.push(createRecordPeer(socket, onRecord)),
    ...options,
  });
  const connect = async (): Promise<RecordPeer> =>
    createRecordPeer(await connectTo(parts.bridge.address.port));
  const client = await connect();
  await waitUntil(() => servers.length === 1, 'the server connection');
  return { ...parts, servers, server: servers[0]!, client, connect };
}
