// SPDX-License-Identifier: Apache-2.0
// Record-marked ONC RPC: each call gets a tag, and the tag brings its return back to the connection and xid it
// belongs to. Replies have no order in RPC, so returns go as they come; all other records are notices, in order.

import { type Message, oppositeSide, type Side } from '../carrier.ts';
import { ACCEPTED_REPLY_HEADER_BYTES } from '../onc-rpc/message.ts';
import { encodeRecord } from '../onc-rpc/record-marking.ts';
import { createCallTable } from './call-table.ts';
import { CarrierContractError } from './errors.ts';
import { type Framing, type FramingContext, HIGH_WATER_BYTES } from './framing.ts';
import { type AnsweredRecord, createRpcHandlers } from './rpc-handlers.ts';
import {
  createRpcSession,
  type RpcSession,
  shiftNotice,
  shiftRequest,
  systemErrorReply,
} from './rpc-session.ts';
import { createTurnRing, type TurnOutcome } from './turn-ring.ts';

/** A session's turn to send in one direction. */
interface Turn {
  readonly session: RpcSession;
  readonly toward: Side;
}

/** Creates the framing `onc-rpc`. Throws CarrierContractError when not even an error reply fits into a message. */
export function createRpcFraming(context: FramingContext): Framing {
  const { carrier, tags, tally, wake } = context;
  if (carrier.largestMessage < ACCEPTED_REPLY_HEADER_BYTES) {
    throw new CarrierContractError(
      `Framing onc-rpc needs messages of at least ${ACCEPTED_REPLY_HEADER_BYTES} bytes, but the carrier takes ${carrier.largestMessage}.`,
    );
  }
  const ring = createTurnRing<Turn>();
  const calls = createCallTable<RpcSession>(tags);
  const notices: Record<Side, Map<number, RpcSession>> = { first: new Map(), second: new Map() };
  const turns = new WeakMap<RpcSession, Record<Side, Turn>>();
  let returns: { readonly tag: number; readonly bytes: Uint8Array }[] = [];

  function offer(session: RpcSession): void {
    const { first, second } = turns.get(session)!;
    ring.add(first);
    ring.add(second);
    regulate(session);
    wake();
  }

  /** Lets a source be read only while what it sends can go on; but replies that are waited for are always read. */
  function regulate(session: RpcSession): void {
    const { first, second } = session.link;
    const roomAhead = session.requestBytes < HIGH_WATER_BYTES && first.canTake() && second.canTake();
    first.setReading(session.clientEnded || session.serverLost || roomAhead);
    second.setReading(session.calls.size > 0 || session.noticeBytes < HIGH_WATER_BYTES);
  }

  function answer(tag: number, bytes: Uint8Array): void {
    calls.find(tag, 'at-server')!.stage = 'returning';
    returns.push({ tag, bytes });
    wake();
  }

  function sendNotice(session: RpcSession, from: Side, bytes: Uint8Array): TurnOutcome {
    const toward = oppositeSide(from);
    const tag = tags.takeForNotice(toward);
    if (tag === undefined) return 'waiting';
    notices[toward].set(tag, session);
    carrier.send({ from, kind: 'notice', tag, bytes });
    return 'moved';
  }

  function takeTurnTowardSecond(session: RpcSession): TurnOutcome {
    const request = session.requests[0];
    const { first, second } = session.link;
    if (request === undefined) return 'blocked';
    // What is sent to a server that is gone comes back as an error return, by the same way as any other return.
    if (!session.serverLost && !second.canTake()) return 'blocked';
    if (request.kind === 'notice') {
      const outcome = sendNotice(session, 'first', request.bytes);
      if (outcome === 'moved') session.travellingToSecond++;
      return outcome;
    }
    // A client that does not read its replies may not ask for more of them.
    if (!first.canTake()) return 'blocked';
    if (session.calls.has(request.xid)) return 'waiting';
    if (request.kind === 'refused-call') {
      first.write(encodeRecord(systemErrorReply(request.xid)));
      return 'moved';
    }
    const tag = calls.start(session, request.xid, session.calls.size);
    if (tag === undefined) return 'waiting';
    session.calls.set(request.xid, tag);
    session.travellingToSecond++;
    carrier.send({ from: 'first', kind: 'call', tag, bytes: request.bytes });
    return 'moved';
  }

  function takeTurn({ session, toward }: Turn): TurnOutcome {
    let outcome: TurnOutcome;
    if (toward === 'second') {
      outcome = takeTurnTowardSecond(session);
      if (outcome === 'moved') shiftRequest(session);
    } else {
      const notice = session.notices[0];
      if (notice === undefined || !session.link.first.canTake()) return 'blocked';
      outcome = sendNotice(session, 'second', notice);
      if (outcome === 'moved') {
        session.travellingToFirst++;
        shiftNotice(session);
      }
    }
    if (outcome === 'moved') {
      regulate(session);
      settle(session);
    }
    return outcome;
  }

  /** Passes the end of either side on as soon as nothing stands before it. */
  function settle(session: RpcSession): void {
    const { requests, link, serverLost } = session;
    const requestsDone = requests.length === 0 && session.travellingToSecond === 0;
    if (requestsDone && (session.clientEnded || serverLost)) link.second.end();
    const answersDone =
      session.calls.size === 0 && session.notices.length === 0 && session.travellingToFirst === 0;
    if (requestsDone && answersDone && serverLost) {
      link.first.end();
      link.linger();
    }
  }

  function loseServer(session: RpcSession): void {
    if (session.serverLost) return;
    session.serverLost = true;
    let abandoned = 0;
    for (const [xid, tag] of session.calls) {
      if (calls.find(tag, 'at-server') === undefined) continue;
      answer(tag, systemErrorReply(xid));
      abandoned++;
    }
    if (abandoned > 0) {
      context.report({
        kind: 'connection-error',
        connection: session.link.id,
        error: 'calls-abandoned',
        detail: `the server went away with ${abandoned} calls outstanding; each was answered with SYSTEM_ERR`,
      });
    }
    offer(session);
    settle(session);
  }

  function acceptReply(session: RpcSession, record: AnsweredRecord): boolean {
    const tag = session.calls.get(record.xid);
    if (tag === undefined || calls.find(tag, 'at-server') === undefined) return false;
    answer(tag, record.bytes ?? systemErrorReply(record.xid));
    return true;
  }

  function deliverCall(tag: number, bytes: Uint8Array): boolean {
    const call = calls.find(tag, 'travelling');
    if (call === undefined) return false;
    const session = call.owner;
    call.stage = 'at-server';
    session.travellingToSecond--;
    if (session.serverLost) answer(tag, systemErrorReply(call.xid));
    else session.link.second.write(encodeRecord(bytes));
    settle(session);
    return true;
  }

  function deliverReturn(tag: number, bytes: Uint8Array): boolean {
    const call = calls.find(tag, 'returning');
    if (call === undefined) return false;
    const session = call.owner;
    const dropped = session.link.first.isGone();
    tally.returned({ outOfOrder: calls.finish(tag), dropped });
    session.calls.delete(call.xid);
    session.link.first.write(encodeRecord(bytes));
    offer(session);
    settle(session);
    return true;
  }

  function deliverNotice(toward: Side, tag: number, bytes: Uint8Array): boolean {
    const session = notices[toward].get(tag);
    if (session === undefined) return false;
    notices[toward].delete(tag);
    tags.releaseNotice(toward, tag);
    if (toward === 'second') session.travellingToSecond--;
    else session.travellingToFirst--;
    session.link[toward].write(encodeRecord(bytes));
    settle(session);
    return true;
  }

  return {
    open(link) {
      const session = createRpcSession(link);
      turns.set(session, { first: { session, toward: 'first' }, second: { session, toward: 'second' } });
      regulate(session);
      return createRpcHandlers({ context, session, offer, settle, loseServer, acceptReply });
    },
    fill() {
      const ready = returns;
      returns = [];
      for (const { tag, bytes } of ready) carrier.send({ from: 'second', kind: 'return', tag, bytes });
      return ready.length + ring.run(takeTurn);
    },
    deliver({ from, kind, tag, bytes }: Message) {
      const toward = oppositeSide(from);
      let known = false;
      if (kind === 'notice') known = deliverNotice(toward, tag, bytes);
      else if (kind === 'call') known = toward === 'second' && deliverCall(tag, bytes);
      else known = toward === 'first' && deliverReturn(tag, bytes);
      if (!known) {
        throw new CarrierContractError(
          `The carrier delivered a ${kind} with tag ${tag} toward the ${toward} party, where no such message was inside.`,
        );
      }
    },
  };
}
