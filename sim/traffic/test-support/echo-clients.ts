// SPDX-License-Identifier: Apache-2.0
// Clients in a process of their own: opens all connections to an echo server, uses each of them while all are open,
// and compares every byte. Prints how many connections were open at once and how many echoes were right.
// Arguments: port, connections, bytes that each connection carries one way.

import type { Socket } from 'node:net';
import { createRandom } from '../../tasks/random.ts';
import { connectTo, createInbox, type Inbox, waitUntil } from './loopback.ts';

const LIMIT_MILLISECONDS = 60_000;

const [port, connections, bytes] = process.argv.slice(2).map(Number) as [number, number, number];
const random = createRandom(1);

interface Client {
  readonly socket: Socket;
  readonly inbox: Inbox;
  readonly payload: Buffer;
}

const clients = await Promise.all(
  Array.from({ length: connections }, async (): Promise<Client> => {
    const payload = Buffer.from(random.fill(new Uint8Array(bytes)));
    const socket = await connectTo(port);
    return { socket, inbox: createInbox(socket), payload };
  }),
);

/** Waits until each client has received so many bytes, or cannot receive them any more. */
async function untilReceived(count: number): Promise<void> {
  const isThere = ({ inbox }: Client) => inbox.length() >= count || inbox.closed();
  await waitUntil(() => clients.every(isThere), `${count} bytes on each connection`, LIMIT_MILLISECONDS);
}

const half = Math.floor(bytes / 2);
for (const { socket, payload } of clients) socket.write(payload.subarray(0, half));
await untilReceived(half);
const openAtOnce = clients.filter(({ inbox }) => inbox.length() === half && !inbox.ended()).length;
for (const { socket, payload } of clients) socket.end(payload.subarray(half));
await waitUntil(
  () => clients.every(({ inbox }) => inbox.closed()),
  'every connection ends',
  LIMIT_MILLISECONDS,
);
const right = clients.filter(({ inbox, payload }) => inbox.ended() && inbox.bytes().equals(payload)).length;
console.log(JSON.stringify({ openAtOnce, right }));
