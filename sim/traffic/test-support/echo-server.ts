// SPDX-License-Identifier: Apache-2.0
// A server of its own process that sends back whatever it receives. Prints its port, and ends with its standard input.

import { startTestServer } from './loopback.ts';

const server = await startTestServer((socket) => socket.pipe(socket));
console.log(JSON.stringify({ port: server.port }));
process.stdin.resume().on('end', () => server.close());
