// SPDX-License-Identifier: Apache-2.0
import type { Side } from '../carrier.ts';
import { MessageType, readMessageHead } from '../onc-rpc/message.ts';
import { createRecordDecoder, type DecodedRecord } from '../onc-rpc/record-marking.ts';
import type { FramingContext, LinkHandlers } from './framing.ts';
import { clearQueues, pushNotice, pushRequest, type RpcSession, requestOf } from './rpc-session.ts';
import type { ConnectionErrorKind } from './summary.ts';

/** Bytes of notices a server may pile up for a client while calls wait for that server's replies. */
const MOST_NOTICE_BYTES = 1024 * 1024;

/** A record that answers a call; without bytes when the answer was too long to be carried. */
export interface AnsweredRecord {
  readonly xid: number;
  readonly bytes: Uint8Array | undefined;
}

/** Creates the handlers of a session's sockets: they take records out of the streams and queue or match them. */
export function createRpcHandlers(parts: {
  readonly context: FramingContext;
  readonly session: RpcSession;
  /** Says that the session may have something to send, or that its sockets have room again. */
  readonly offer: (session: RpcSession) => void;
  readonly settle: (session: RpcSession) => void;
  readonly loseServer: (session: RpcSession) => void;
  /** Returns false when nobody waits for this answer. */
  readonly acceptReply: (session: RpcSession, record: AnsweredRecord) => boolean;
}): LinkHandlers {
  const { context, session, offer, settle, loseServer, acceptReply } = parts;
  const { link } = session;
  const largest = context.carrier.largestMessage;
  const decoders = { first: createRecordDecoder(largest), second: createRecordDecoder(largest) };

  function report(error: ConnectionErrorKind, detail: string): void {
    context.report({ kind: 'connection-error', connection: link.id, error, detail });
  }

  function reportRefused(from: Side, length: number, xid: number): void {
    context.report({ kind: 'message-refused', connection: link.id, from, length, largest, xid });
  }

  function reportTruncated(from: Side): void {
    if (decoders[from].insideRecord()) report('record-truncated', `the ${from} party ended inside a record`);
  }

  /** Ends a connection one side of which talks nonsense. */
  function giveUp(from: Side, error: ConnectionErrorKind, detail: string): void {
    report(error, detail);
    link[from].shut();
    if (from === 'first') endClient();
    else loseServer(session);
    link.linger();
  }

  function endClient(): void {
    session.clientEnded = true;
    offer(session);
    settle(session);
  }

  function requestRecord(record: DecodedRecord): void {
    if (record.kind === 'garbage') {
      giveUp('first', 'record-garbage', describeGarbage(record.mark));
      return;
    }
    const request = requestOf(record);
    if (record.kind === 'too-long') reportRefused('first', record.length, readMessageHead(record.head)!.xid);
    if (request !== undefined) pushRequest(session, request);
  }

  function serverRecord(record: DecodedRecord): void {
    if (record.kind === 'garbage') {
      giveUp('second', 'record-garbage', describeGarbage(record.mark));
      return;
    }
    const tooLong = record.kind === 'too-long';
    const head = readMessageHead(tooLong ? record.head : record.bytes);
    if (tooLong) reportRefused('second', record.length, head!.xid);
    if (head?.type === MessageType.reply) {
      const accepted = acceptReply(session, { xid: head.xid, bytes: tooLong ? undefined : record.bytes });
      if (!accepted)
        report('unknown-xid', `a reply with xid ${head.xid}, which no call waits for, was dropped`);
    } else if (!tooLong) {
      pushNotice(session, record.bytes);
    }
  }

  return {
    first: {
      data(chunk) {
        if (session.clientEnded || session.serverLost) return;
        for (const record of decoders.first.decode(chunk)) requestRecord(record);
        offer(session);
      },
      end() {
        if (session.clientEnded) return;
        reportTruncated('first');
        endClient();
      },
      writable: () => offer(session),
      gone() {
        clearQueues(session);
        session.clientEnded = true;
        offer(session);
        settle(session);
        link.linger();
      },
    },
    second: {
      data(chunk) {
        if (session.serverLost) return;
        for (const record of decoders.second.decode(chunk)) serverRecord(record);
        if (session.noticeBytes > MOST_NOTICE_BYTES && session.calls.size > 0) {
          giveUp(
            'second',
            'notice-overflow',
            `more than ${MOST_NOTICE_BYTES} bytes of records wait for the client`,
          );
        }
        offer(session);
      },
      end() {
        if (session.serverLost) return;
        reportTruncated('second');
        loseServer(session);
      },
      writable: () => offer(session),
      gone() {
        loseServer(session);
      },
    },
  };
}

function describeGarbage(mark: number): string {
  return `0x${mark.toString(16).padStart(8, '0')} is no plausible record mark: the stream is not record-marked RPC`;
}
