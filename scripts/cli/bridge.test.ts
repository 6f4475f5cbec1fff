// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from 'vitest';
import { encodeCall } from '../../sim/traffic/onc-rpc/message.ts';
import { encodeRecord } from '../../sim/traffic/onc-rpc/record-marking.ts';
import {
  connectTo,
  createInbox,
  startTestServer,
  type TestServer,
  waitUntil,
} from '../../sim/traffic/test-support/loopback.ts';
import { WRONG_INPUT } from './exit-status.ts';
import { failureOfBaton, runBaton, startBaton } from './run-baton.test-support.ts';

const TIMEOUT = 120_000;

const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** A server, one that echoes unless told otherwise, and a bridge to it on any free port. */
async function openBridge(
  more: readonly string[],
  serve: (socket: Socket) => void = (socket) => void socket.pipe(socket),
) {
  const server = await startTestServer(serve);
  servers.push(server);
  const words = [
    'bridge',
    '--preset',
    'tiny-channel',
    '--listen',
    '127.0.0.1:0',
    '--to',
    `127.0.0.1:${server.port}`,
  ];
  const baton = startBaton([...words, ...more]);
  const [line] = (await once(createInterface({ input: baton.stdout }), 'line')) as [string];
  return { baton, line, server, port: Number(/"port":(\d+)|:(\d+),/.exec(line)?.slice(1).find(Boolean)) };
}

describe('baton bridge', { timeout: TIMEOUT }, () => {
  it('says at once where it listens, carries bytes both ways, and ends on Ctrl-C with the table', async () => {
    const { baton, line, port } = await openBridge([]);
    expect(line).toMatch(
      /^listening on 127\.0\.0\.1:\d+, to 127\.0\.0\.1:\d+, framing stream; Ctrl-C ends it$/,
    );
    const socket = await connectTo(port);
    const inbox = createInbox(socket);
    const sent = Buffer.from('space-efficient '.repeat(100));
    socket.end(sent);
    await waitUntil(() => inbox.ended(), 'the echo ends', 20_000);
    expect(inbox.bytes()).toEqual(sent);
    baton.kill('SIGINT');
    const { exitCode, stdout } = await baton;
    expect(stdout).toMatch(/bytes\s+│\s+3,200 │/);
    expect(stdout).toContain(
      'connections: 1, at most 1 at once; refused messages: 0\nconnection errors: none\n',
    );
    expect(stdout.split('\n').at(-1)).toBe('differences: 0');
    expect(exitCode).toBe(0);
  });

  it('ends on SIGTERM too, with JSON for machines: one line at the start and one at the end', async () => {
    const { baton, line } = await openBridge(['--json']);
    expect(JSON.parse(line)).toMatchObject({ listening: { host: '127.0.0.1' }, framing: 'stream' });
    baton.kill('SIGTERM');
    const { exitCode, stdout } = await baton;
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines[1]!)).toMatchObject({
      ok: true,
      messages: 0,
      differences: 0,
      bridge: { connections: 0 },
    });
    expect(exitCode).toBe(0);
  });

  it('refuses a call longer than a buffer with its length, and goes on', async () => {
    const { baton, port } = await openBridge(['--framing', 'onc-rpc']);
    const socket = await connectTo(port);
    const inbox = createInbox(socket);
    const body = new Uint8Array(60);
    socket.write(encodeRecord(encodeCall({ xid: 77, program: 1, version: 1, procedure: 1, body })));
    await waitUntil(() => inbox.length() > 0, 'the error reply', 20_000);
    socket.end();
    baton.kill('SIGINT');
    const { exitCode, stdout, stderr } = await baton;
    expect(stderr).toContain(
      'connection 1: refused a message of 100 bytes from the first party (xid 77); a buffer holds 64',
    );
    expect(stdout).toContain('refused messages: 1');
    expect(exitCode).toBe(0);
  });

  it('tells each broken connection in one line, and goes on', async () => {
    let received = 0;
    const { baton, port, server } = await openBridge([], (socket) => {
      socket.on('data', (bytes) => {
        received += bytes.length;
        if (bytes[0] === 0) socket.resetAndDestroy();
      });
    });
    let told = '';
    baton.stderr.on('data', (chunk: Buffer) => {
      told += chunk;
    });
    const lines = () => told.split('\n').filter((line) => line.startsWith('connection '));
    const resetByServer = await connectTo(port);
    resetByServer.end(Buffer.alloc(1000, 0));
    await waitUntil(() => lines().length === 1, 'the server breaks the connection', 20_000);
    const before = received;
    const client = await connectTo(port);
    client.write(Buffer.alloc(1000, 1));
    // A reset that overtakes unread data is an end to whoever reads.
    await waitUntil(() => received === before + 1000, 'the server has what the client sent', 20_000);
    client.resetAndDestroy();
    await waitUntil(() => lines().length === 2, 'the client goes away', 20_000);
    await server.close();
    servers.splice(servers.indexOf(server), 1);
    await connectTo(port);
    await waitUntil(() => lines().length === 3, 'the server refuses', 20_000);
    baton.kill('SIGINT');
    const { exitCode, stdout } = await baton;
    expect(lines()).toEqual([
      expect.stringMatching(
        /^connection 1: the server broke the connection \(upstream-reset: .*ECONNRESET\)$/,
      ),
      expect.stringMatching(/^connection 2: the client went away \(client-reset: .*ECONNRESET\)$/),
      expect.stringMatching(
        /^connection 3: the server does not accept connections \(upstream-refused: connect ECONNREFUSED 127\.0\.0\.1:\d+\)$/,
      ),
    ]);
    expect(stdout).toContain('connection errors: upstream-reset 1, client-reset 1, upstream-refused 1\n');
    expect(stdout.split('\n').at(-1)).toBe('differences: 0');
    expect(exitCode).toBe(0);
  });

  it('says that a port is in use', async () => {
    const server = await startTestServer(() => {});
    servers.push(server);
    const place = `127.0.0.1:${server.port}`;
    const { exitCode, stderr } = await runBaton([
      ...['bridge', '--preset', 'tiny-channel', '--listen', place, '--to', '127.0.0.1:1'],
    ]);
    expect(stderr).toContain(`error: ${place} is in use already`);
    expect(exitCode).toBe(2);
  });

  it.each([
    ['0.0.0.0:0', '127.0.0.1:80', [], '0.0.0.0:0 is not a loopback address'],
    ['127.0.0.1:0', '192.0.2.1:80', [], '192.0.2.1:80 is not a loopback address'],
    ['127.0.0.1', '127.0.0.1:80', [], 'Address "127.0.0.1" is not HOST:PORT'],
    [
      '127.0.0.1:0',
      '127.0.0.1:99999',
      [],
      'Port 99999 of host "127.0.0.1" must be an integer from 1 to 65535',
    ],
    [
      '127.0.0.1:0',
      '127.0.0.1:80',
      ['--framing', 'http'],
      '--framing is "http"; allowed are stream, onc-rpc',
    ],
  ])('refuses %s to %s %s', async (listen, to, more, text) => {
    const words = ['bridge', '--preset', 'tiny-channel', '--listen', listen, '--to', to, ...more];
    const { status, message } = await failureOfBaton(words);
    expect(message).toContain(text);
    expect(status).toBe(WRONG_INPUT);
  });
});
