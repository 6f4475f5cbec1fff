// SPDX-License-Identifier: Apache-2.0
import type { Socket } from 'node:net';
import { encodeCall } from '../onc-rpc/message.ts';
import { createRecordDecoder, encodeRecord } from '../onc-rpc/record-marking.ts';

/** A socket that speaks in records. */
export interface RecordPeer {
  readonly socket: Socket;
  /** Records received so far. */
  readonly records: Uint8Array[];
  send(record: Uint8Array): void;
  ended(): boolean;
  closed(): boolean;
}

/** Sees each record that a peer receives. */
export type RecordHandler = (record: Uint8Array, peer: RecordPeer) => void;

/** Makes a socket speak in records of any length; `onRecord` sees each one it receives. */
export function createRecordPeer(socket: Socket, onRecord?: RecordHandler): RecordPeer {
  const decoder = createRecordDecoder(1024 * 1024);
  const records: Uint8Array[] = [];
  let ended = false;
  const peer: RecordPeer = {
    socket,
    records,
    send: (record) => void socket.write(encodeRecord(record)),
    ended: () => ended,
    closed: () => socket.closed,
  };
  socket.on('data', (chunk: Buffer) => {
    for (const found of decoder.decode(chunk)) {
      if (found.kind !== 'record') throw new Error(`a test received ${found.kind}`);
      records.push(found.bytes);
      onRecord?.(found.bytes, peer);
    }
  });
  socket.on('end', () => {
    ended = true;
  });
  return peer;
}

/** A call that occupies exactly `length` bytes (at least a header), filled with a pattern that depends on xid. */
export function callOfLength(xid: number, length = 60): Uint8Array {
  const body = new Uint8Array(length - 40).fill(xid & 0xff);
  return encodeCall({ xid, program: 1, version: 1, procedure: 1, body });
}
