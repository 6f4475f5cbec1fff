// SPDX-License-Identifier: Apache-2.0
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../tasks/random.ts';
import { encodeAcceptedReply, readMessageHead } from '../onc-rpc/message.ts';
import { encodeRecord } from '../onc-rpc/record-marking.ts';
import { createBridgeScene } from '../test-support/bridge-scene.ts';
import { connectTo, createInbox, waitUntil } from '../test-support/loopback.ts';
import { callOfLength, createRecordPeer } from '../test-support/record-peer.ts';

// The seed fixes what is done; how the connections interleave is up to the system.
const SEEDS = process.env.BATON_TRAFFIC_SEED ? [Number(process.env.BATON_TRAFFIC_SEED)] : [1, 2, 3];
const rerun = (seed: number): string =>
  `rerun with: BATON_TRAFFIC_SEED=${seed} npx vitest run sim/traffic/bridge/bridge.fuzz.test.ts`;

const CONNECTIONS = 40;

const scene = createBridgeScene();
afterEach(scene.cleanUp);

/** The byte that every stream has at a position, so that what arrives can be checked on its own. */
function patternOf(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let index = 0; index < length; index++) bytes[index] = (index * 31) >>> 3;
  return bytes;
}

/** Lets one end of a connection do something, several times, and then end or reset. */
async function misbehave(socket: Socket, random: Random, send: (round: number) => void): Promise<void> {
  const rounds = random.between(0, 5);
  for (let round = 0; round < rounds && socket.writable; round++) {
    send(round);
    if (random.between(0, 3) === 0) socket.pause();
    await new Promise((resolve) => setTimeout(resolve, random.between(0, 6)));
    socket.resume();
  }
  const way = random.between(0, 3);
  if (way === 0) socket.resetAndDestroy();
  else if (way === 1) socket.destroy();
  else socket.end();
}

describe('whatever clients and servers do', () => {
  it.each(SEEDS)(
    'a stream arrives as far as it arrives, unchanged, and everything ends (seed %i)',
    async (seed) => {
      const random = createRandom(seed);
      const inboxes: ReturnType<typeof createInbox>[] = [];
      const run = (socket: Socket): void => {
        inboxes.push(createInbox(socket));
        const pattern = patternOf(200_000);
        let position = 0;
        void misbehave(socket, random, () => {
          const end = Math.min(pattern.length, position + random.between(1, 40_000));
          socket.write(pattern.subarray(position, end));
          position = end;
        });
      };
      const { bridge, carrier } = await scene.start({
        onConnection: run,
        tags: 5,
        largestMessage: 700,
        lingerMilliseconds: 100,
      });
      for (let count = 0; count < CONNECTIONS; count++) run(await connectTo(bridge.address.port));
      await waitUntil(() => inboxes.every((inbox) => inbox.closed()), `all connections end; ${rerun(seed)}`);
      for (const inbox of inboxes) {
        expect(inbox.bytes().equals(patternOf(inbox.length())), rerun(seed)).toBe(true);
      }
      expect(carrier.inside(), rerun(seed)).toBe(0);
      const { errors } = await bridge.close();
      expect(Object.keys(errors).length, 'resets were part of it').toBeGreaterThan(0);
    },
  );

  it.each(SEEDS)(
    'every reply is the right one, every tag comes back, and everything ends (seed %i)',
    async (seed) => {
      const random = createRandom(seed);
      const peers: ReturnType<typeof createRecordPeer>[] = [];
      const wrongReplies: number[] = [];
      const { bridge, carrier } = await scene.start({
        framing: 'onc-rpc',
        onConnection(socket) {
          peers.push(
            createRecordPeer(socket, (record, peer) => {
              const head = readMessageHead(record);
              const delay = random.between(0, 8);
              // Some calls are never answered, and some answers come twice.
              for (
                let count = random.between(0, 9) === 0 ? random.between(0, 1) * 2 : 1;
                count > 0;
                count--
              ) {
                setTimeout(() => peer.send(encodeAcceptedReply(head?.xid ?? 0, 0, record.slice(8))), delay);
              }
            }),
          );
          setTimeout(() => void misbehave(socket, random, () => {}), random.between(5, 60));
        },
        tags: 5,
        largestMessage: 700,
        lingerMilliseconds: 100,
      });
      for (let count = 0; count < CONNECTIONS; count++) {
        const client = createRecordPeer(await connectTo(bridge.address.port), (record) => {
          const { xid } = readMessageHead(record)!;
          const echoed = encodeAcceptedReply(xid, 0, callOfLength(xid, 40 + (xid % 670)).slice(8));
          const failed = encodeAcceptedReply(xid, 5);
          const right = [echoed, failed].some((expected) => Buffer.from(expected).equals(record));
          if (!right) wrongReplies.push(xid);
        });
        peers.push(client);
        let xid = 1;
        void misbehave(client.socket, random, () => {
          const calls = Array.from({ length: random.between(1, 12) }, () => {
            xid += random.between(0, 90);
            return encodeRecord(callOfLength(xid, 40 + (xid % 670)));
          });
          client.socket.write(Buffer.concat(calls).subarray(0, random.between(0, 9) === 0 ? -3 : undefined));
        });
      }
      await waitUntil(() => peers.every((peer) => peer.closed()), `all connections end; ${rerun(seed)}`);
      expect(wrongReplies, rerun(seed)).toEqual([]);
      await waitUntil(() => carrier.inside() === 0, `every tag comes back; ${rerun(seed)}`);
      const { errors, calls } = await bridge.close();
      expect(calls.returned, rerun(seed)).toBe(carrier.sent.call);
      expect(errors['calls-abandoned'], 'servers went away').toBeGreaterThan(0);
    },
  );
});
