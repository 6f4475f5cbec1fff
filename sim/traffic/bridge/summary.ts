// SPDX-License-Identifier: Apache-2.0
import type { Side } from '../carrier.ts';
import type { TagPool } from '../tag-pool.ts';

/** Messages and payload bytes that were delivered in one direction. */
export interface DirectionSummary {
  readonly messages: number;
  readonly bytes: number;
}

/**
 * What can go wrong with a connection without harm to the others.
 * upstream-refused: nobody listens there; upstream-unreachable: no connection for another reason;
 * client-reset, upstream-reset: the connection broke; record-truncated: it ended inside a record;
 * record-garbage: the bytes are not record-marked; unknown-xid: a reply nobody waits for, dropped;
 * calls-abandoned: the server went away and the bridge answered for it;
 * notice-overflow: the server sent records faster than they could go on while calls waited for it;
 * accept-failed: a client could not even be accepted (reported for connection 0).
 */
export type ConnectionErrorKind =
  | 'upstream-refused'
  | 'upstream-unreachable'
  | 'client-reset'
  | 'upstream-reset'
  | 'record-truncated'
  | 'record-garbage'
  | 'unknown-xid'
  | 'calls-abandoned'
  | 'notice-overflow'
  | 'accept-failed';

/** What happens in a bridge, told while it happens. Connections are numbered from 1. */
export type BridgeEvent =
  | { readonly kind: 'connection-opened'; readonly connection: number }
  | { readonly kind: 'connection-closed'; readonly connection: number }
  | {
      /** A record longer than a buffer was refused; `length` and `largest` in bytes. */
      readonly kind: 'message-refused';
      readonly connection: number;
      readonly from: Side;
      readonly length: number;
      readonly largest: number;
      readonly xid: number;
    }
  | {
      readonly kind: 'connection-error';
      readonly connection: number;
      readonly error: ConnectionErrorKind;
      readonly detail: string;
    };

/** What a bridge did from start to end. */
export interface BridgeSummary {
  readonly connections: number;
  readonly mostConnections: number;
  readonly toSecond: DirectionSummary;
  readonly toFirst: DirectionSummary;
  /** Records longer than a buffer. */
  readonly refusedMessages: number;
  readonly calls: {
    /** Returns delivered. */
    readonly returned: number;
    /** Most calls inside at the same time, from the request sent to the return delivered. */
    readonly mostInFlight: number;
    /** Returns delivered while a call that was sent earlier still waited. */
    readonly returnedOutOfOrder: number;
    /** Returns whose client had gone away. */
    readonly dropped: number;
  };
  /** Different tags used, out of `tags`. */
  readonly distinctTags: number;
  readonly tags: number;
  readonly errors: Readonly<Partial<Record<ConnectionErrorKind, number>>>;
}

/** Adds up what the bridge reports. */
export interface Tally {
  connectionOpened(openNow: number): void;
  delivered(from: Side, bytes: number): void;
  returned(fact: { outOfOrder: boolean; dropped: boolean }): void;
  event(event: BridgeEvent): void;
  summary(tags: TagPool, tagCount: number): BridgeSummary;
}

/** Creates a tally with everything at zero. */
export function createTally(): Tally {
  let connections = 0;
  let mostConnections = 0;
  let refusedMessages = 0;
  const directions = { first: { messages: 0, bytes: 0 }, second: { messages: 0, bytes: 0 } };
  const calls = { returned: 0, returnedOutOfOrder: 0, dropped: 0 };
  const errors: Partial<Record<ConnectionErrorKind, number>> = {};

  return {
    connectionOpened(openNow) {
      connections++;
      mostConnections = Math.max(mostConnections, openNow);
    },
    delivered(from, bytes) {
      directions[from].messages++;
      directions[from].bytes += bytes;
    },
    returned({ outOfOrder, dropped }) {
      calls.returned++;
      if (outOfOrder) calls.returnedOutOfOrder++;
      if (dropped) calls.dropped++;
    },
    event(event) {
      if (event.kind === 'message-refused') refusedMessages++;
      if (event.kind === 'connection-error') errors[event.error] = (errors[event.error] ?? 0) + 1;
    },
    summary: (tags, tagCount) => ({
      connections,
      mostConnections,
      toSecond: { ...directions.first },
      toFirst: { ...directions.second },
      refusedMessages,
      calls: { ...calls, mostInFlight: tags.mostCalls() },
      distinctTags: tags.distinctTags(),
      tags: tagCount,
      errors: { ...errors },
    }),
  };
}
