// SPDX-License-Identifier: Apache-2.0
// An ONC RPC server of its own process: answers the echo program after a seeded pseudo-random delay, so that
// replies overtake each other, and sends every empty record back. Prints its port as a line of JSON, and what it
// served when it is told to end: by the end of its standard input or by SIGTERM.

import { type AddressInfo, createServer, type Socket } from 'node:net';
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { createRandom } from '../../tasks/random.ts';
import {
  AcceptStatus,
  decodeCall,
  encodeAcceptedReply,
  encodeProgramMismatch,
  encodeRpcMismatch,
  RPC_VERSION,
} from '../onc-rpc/message.ts';
import { createRecordDecoder, encodeRecord } from '../onc-rpc/record-marking.ts';
import type { ServerSummary } from './announcements.ts';
import {
  ECHO_PROGRAM,
  ECHO_VERSION,
  echoReply,
  LONGEST_REPLY_BODY,
  replyLengthOf,
} from './echo-procedure.ts';

const LONGEST_CALL = 1024 * 1024;

const options = yargs(hideBin(process.argv))
  .usage('$0: ONC RPC echo server on 127.0.0.1 whose replies come out of order')
  .option('port', { type: 'number', default: 0, describe: 'TCP port, 0 for any free one' })
  .option('seed', { type: 'number', default: 1, describe: 'seed of the delays' })
  .option('delay', { type: 'number', default: 5, describe: 'longest delay of a reply in milliseconds' })
  .strict()
  .version(false)
  .parseSync();

const random = createRandom(options.seed);
const summary: { -readonly [Field in keyof ServerSummary]: ServerSummary[Field] } = {
  connections: 0,
  calls: 0,
  zeroLengthRecords: 0,
  unusableRecords: 0,
};

/** The reply to a call, whatever it asks for. Throws RpcFormatError when the record is no call. */
function replyTo(record: Uint8Array): Uint8Array {
  const { xid, rpcVersion, program, version, procedure, body } = decodeCall(record);
  if (rpcVersion !== RPC_VERSION) return encodeRpcMismatch(xid);
  if (program !== ECHO_PROGRAM) return encodeAcceptedReply(xid, AcceptStatus.programUnavailable);
  if (version !== ECHO_VERSION) return encodeProgramMismatch(xid, ECHO_VERSION, ECHO_VERSION);
  if (replyLengthOf(procedure) > LONGEST_REPLY_BODY)
    return encodeAcceptedReply(xid, AcceptStatus.garbageArguments);
  return encodeAcceptedReply(xid, AcceptStatus.success, echoReply(procedure, body));
}

function serve(socket: Socket): void {
  const decoder = createRecordDecoder(LONGEST_CALL);
  let waiting = 0;
  let ended = false;
  summary.connections++;

  function answer(record: Uint8Array): void {
    if (record.length === 0) {
      summary.zeroLengthRecords++;
      socket.write(encodeRecord(record));
      return;
    }
    let reply: Uint8Array;
    try {
      reply = replyTo(record);
    } catch (error) {
      summary.unusableRecords++;
      process.stderr.write(`${(error as Error).message}\n`);
      return;
    }
    summary.calls++;
    waiting++;
    setTimeout(
      () => {
        waiting--;
        if (socket.writable) socket.write(encodeRecord(reply));
        endWhenDone();
      },
      random.between(0, options.delay),
    );
  }

  function endWhenDone(): void {
    if (ended && waiting === 0) socket.end();
  }

  socket.on('data', (chunk: Buffer) => {
    for (const found of decoder.decode(chunk)) {
      if (found.kind === 'record') answer(found.bytes);
      else {
        summary.unusableRecords++;
        if (found.kind === 'garbage') socket.destroy();
      }
    }
  });
  socket.on('end', () => {
    ended = true;
    endWhenDone();
  });
  socket.on('error', (error) => process.stderr.write(`connection: ${error.message}\n`));
}

const server = createServer({ allowHalfOpen: true, noDelay: true }, serve);

function finish(): void {
  process.stdout.write(`${JSON.stringify(summary)}\n`, () => process.exit(0));
}

server.on('error', (error) => {
  process.stderr.write(`rpc-server cannot listen on 127.0.0.1:${options.port}: ${error.message}\n`);
  process.exit(1);
});
server.listen(options.port, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`);
});
process.once('SIGTERM', finish);
process.stdin.once('end', finish);
process.stdin.resume();
