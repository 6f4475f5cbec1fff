// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** The only host that tests use. */
export const LOOPBACK = '127.0.0.1';

/** A server of a test. */
export interface TestServer {
  readonly port: number;
  readonly sockets: Socket[];
  close(): Promise<void>;
}

/** Starts a server on any free loopback port; half-open connections stay open. */
export async function startTestServer(onConnection: (socket: Socket) => void): Promise<TestServer> {
  const sockets: Socket[] = [];
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    onConnection(socket);
  });
  server.listen(0, LOOPBACK);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    sockets,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A port on which nobody listens. */
export async function findUnusedPort(): Promise<number> {
  const server = await startTestServer(() => {});
  await server.close();
  return server.port;
}

/** Connects to a loopback port; half-open connections stay open. */
export async function connectTo(port: number): Promise<Socket> {
  const socket = connect({ port, host: LOOPBACK, allowHalfOpen: true });
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

/** Everything a socket has received so far. */
export interface Inbox {
  readonly bytes: () => Buffer;
  readonly length: () => number;
  readonly ended: () => boolean;
  readonly closed: () => boolean;
  /** Code of the error that broke the connection. */
  readonly brokenBy: () => string | undefined;
}

/** Starts reading from a socket. */
export function createInbox(socket: Socket): Inbox {
  const chunks: Buffer[] = [];
  let length = 0;
  let ended = false;
  let closed = false;
  let brokenBy: string | undefined;
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    length += chunk.length;
  });
  socket.on('end', () => {
    ended = true;
  });
  socket.on('close', () => {
    closed = true;
  });
  socket.on('error', (error: NodeJS.ErrnoException) => {
    brokenBy = error.code;
  });
  return {
    bytes: () => Buffer.concat(chunks),
    length: () => length,
    ended: () => ended,
    closed: () => closed,
    brokenBy: () => brokenBy,
  };
}

/** Waits until a condition holds. Rejects after `limitMilliseconds`. */
export async function waitUntil(
  condition: () => boolean,
  what: string,
  limitMilliseconds = 5_000,
): Promise<void> {
  const deadline = Date.now() + limitMilliseconds;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`not within ${limitMilliseconds} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** Waits until a value that has begun to grow stays the same for 100 ms, and returns it. */
export async function waitUntilSteady(read: () => number, what: string): Promise<number> {
  let before = -1;
  for (let round = 0; round < 50; round++) {
    const now = read();
    if (now > 0 && now === before) return now;
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`still changing after 5 s: ${what}`);
}
