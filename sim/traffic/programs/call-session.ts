// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { AcceptStatus, decodeReply, encodeCall } from '../onc-rpc/message.ts';
import { createRecordDecoder, encodeRecord } from '../onc-rpc/record-marking.ts';
import type { PlannedCall } from './call-plan.ts';
import { ECHO_PROGRAM, ECHO_VERSION, echoReply } from './echo-procedure.ts';

/** A reply is allowed to be this long (bytes) before it counts as one that cannot be right. */
const LONGEST_REPLY = 2 * 1024 * 1024;

/** What the sessions of a client tell while they run. Lengths are of whole records in bytes. */
export interface SessionObserver {
  sent(length: number): void;
  /** `overtook`: an earlier call of the same connection still waits. */
  returned(length: number, overtook: boolean): void;
  /** A reply that is not what the call asked for, or no reply to any call. */
  mismatch(what: string): void;
  zeroLengthSent(): void;
  zeroLengthReceived(): void;
}

/**
 * Opens one connection and keeps `inFlight` calls going on it until all are answered and as many empty records
 * have come back as were sent, one after every `zeroLengthEvery` calls. Rejects when the connection ends before.
 */
export async function runCallSession(parts: {
  readonly host: string;
  readonly port: number;
  readonly calls: readonly PlannedCall[];
  readonly inFlight: number;
  readonly zeroLengthEvery: number;
  readonly firstXid: number;
  readonly observer: SessionObserver;
}): Promise<void> {
  const { calls, inFlight, zeroLengthEvery, firstXid, observer } = parts;
  const socket = connect({ host: parts.host, port: parts.port, noDelay: true });
  await once(socket, 'connect');
  const decoder = createRecordDecoder(LONGEST_REPLY);
  const outstanding = new Map<number, PlannedCall>();
  let next = 0;
  let emptyRecords = 0;

  function sendCalls(): void {
    while (next < calls.length && outstanding.size < inFlight) {
      const call = calls[next]!;
      const xid = (firstXid + next) >>> 0;
      next++;
      outstanding.set(xid, call);
      const { procedure, argumentBytes: body } = call;
      send(encodeCall({ xid, program: ECHO_PROGRAM, version: ECHO_VERSION, procedure, body }));
      if (zeroLengthEvery > 0 && next % zeroLengthEvery === 0) {
        emptyRecords++;
        observer.zeroLengthSent();
        socket.write(encodeRecord(new Uint8Array()));
      }
    }
  }

  function send(record: Uint8Array): void {
    observer.sent(record.length);
    socket.write(encodeRecord(record));
  }

  function receive(record: Uint8Array): void {
    if (record.length === 0) {
      emptyRecords--;
      observer.zeroLengthReceived();
      return;
    }
    const reply = decodeReply(record);
    const call = outstanding.get(reply.xid);
    if (call === undefined) {
      observer.mismatch(`a reply with xid ${reply.xid}, which no call waits for`);
      return;
    }
    const [oldest] = outstanding.keys();
    outstanding.delete(reply.xid);
    observer.returned(record.length, oldest !== reply.xid);
    const { accepted, status, body } = reply;
    if (!accepted || status !== AcceptStatus.success) {
      observer.mismatch(`call ${reply.xid} was ${accepted ? 'accepted' : 'denied'} with status ${status}`);
    } else if (!Buffer.from(body).equals(echoReply(call.procedure, call.argumentBytes))) {
      observer.mismatch(
        `the reply to call ${reply.xid} has ${body.length} bytes, not all of them as expected`,
      );
    }
  }

  const allDone = (): boolean => next === calls.length && outstanding.size === 0 && emptyRecords === 0;
  sendCalls();
  try {
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      for (const found of decoder.decode(chunk)) {
        if (found.kind === 'record') receive(found.bytes);
        else throw new Error(`the server sent a record that is ${found.kind}`);
      }
      sendCalls();
      if (allDone()) break;
    }
  } finally {
    close(socket);
  }
  if (!allDone())
    throw new Error(`the server ended the connection with ${outstanding.size} calls outstanding`);
}

function close(socket: Socket): void {
  socket.end();
  socket.destroySoon();
}
