// SPDX-License-Identifier: Apache-2.0
import { AcceptStatus, encodeAcceptedReply, MessageType, readMessageHead } from '../onc-rpc/message.ts';
import type { DecodedRecord } from '../onc-rpc/record-marking.ts';
import type { Link } from './link.ts';

/** What a client wants, in the order it asked: a call, a record that is none, or a call too long to be carried. */
export type Request =
  | { readonly kind: 'call'; readonly xid: number; readonly bytes: Uint8Array }
  | { readonly kind: 'notice'; readonly bytes: Uint8Array }
  | { readonly kind: 'refused-call'; readonly xid: number };

/** One connection in the framing `onc-rpc`. */
export interface RpcSession {
  readonly link: Link;
  readonly requests: Request[];
  /** Records from the server that answer nothing, in their order. */
  readonly notices: Uint8Array[];
  /** Bytes that wait in requests and in notices. */
  requestBytes: number;
  noticeBytes: number;
  /** Calls inside, from the request sent to the return delivered: xid -> tag. */
  readonly calls: Map<number, number>;
  /** Calls and notices that travel toward the server, and notices that travel toward the client. */
  travellingToSecond: number;
  travellingToFirst: number;
  /** The client sends nothing more, or nothing that is accepted. */
  clientEnded: boolean;
  /** The server answers nothing more. */
  serverLost: boolean;
}

/** What a waiting record counts beside its own bytes, so that empty ones cannot pile up without end. */
const RECORD_OVERHEAD_BYTES = 64;

/** A session with nothing inside. */
export function createRpcSession(link: Link): RpcSession {
  return {
    link,
    requests: [],
    notices: [],
    requestBytes: 0,
    noticeBytes: 0,
    calls: new Map(),
    travellingToSecond: 0,
    travellingToFirst: 0,
    clientEnded: false,
    serverLost: false,
  };
}

/** Queues a request behind the others. */
export function pushRequest(session: RpcSession, request: Request): void {
  session.requests.push(request);
  session.requestBytes += requestCost(request);
}

/** Removes the first request. */
export function shiftRequest(session: RpcSession): void {
  session.requestBytes -= requestCost(session.requests.shift()!);
}

/** Queues a notice toward the client behind the others. */
export function pushNotice(session: RpcSession, bytes: Uint8Array): void {
  session.notices.push(bytes);
  session.noticeBytes += bytes.length + RECORD_OVERHEAD_BYTES;
}

/** Removes the first notice. */
export function shiftNotice(session: RpcSession): void {
  session.noticeBytes -= session.notices.shift()!.length + RECORD_OVERHEAD_BYTES;
}

/** Forgets whatever has not been sent yet. */
export function clearQueues(session: RpcSession): void {
  session.requests.length = 0;
  session.notices.length = 0;
  session.requestBytes = 0;
  session.noticeBytes = 0;
}

/** Judges a record from the client; undefined when it is too long and nobody waits for an answer to it. */
export function requestOf(record: Exclude<DecodedRecord, { kind: 'garbage' }>): Request | undefined {
  const head = readMessageHead(record.kind === 'record' ? record.bytes : record.head);
  const isCall = head?.type === MessageType.call;
  if (record.kind === 'too-long') return isCall ? { kind: 'refused-call', xid: head.xid } : undefined;
  return isCall
    ? { kind: 'call', xid: head.xid, bytes: record.bytes }
    : { kind: 'notice', bytes: record.bytes };
}

/** The reply for a call that could not be served (RFC 5531 section 9: MSG_ACCEPTED, SYSTEM_ERR). */
export function systemErrorReply(xid: number): Uint8Array {
  return encodeAcceptedReply(xid, AcceptStatus.systemError);
}

function requestCost(request: Request): number {
  return RECORD_OVERHEAD_BYTES + (request.kind === 'refused-call' ? 0 : request.bytes.length);
}
