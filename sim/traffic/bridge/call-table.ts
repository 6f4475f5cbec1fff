// SPDX-License-Identifier: Apache-2.0
import type { TagPool } from '../tag-pool.ts';

/** Where a call is: on the way to the server, with the server, or its return on the way back. */
export type CallStage = 'travelling' | 'at-server' | 'returning';

/** A call inside. */
export interface CallEntry<Owner> {
  readonly owner: Owner;
  readonly xid: number;
  stage: CallStage;
}

/** Remembers whose call each tag stands for. */
export interface CallTable<Owner> {
  /**
   * Takes a tag for a call. Undefined when none is free, or when the last one is and the owner holds others: it
   * is left to an owner without any, so that a server that does not answer one client cannot stop all the others.
   */
  start(owner: Owner, xid: number, heldByOwner: number): number | undefined;
  /** The call with this tag in this stage, if there is one. */
  find(tag: number, stage: CallStage): CallEntry<Owner> | undefined;
  /** Ends a call; true when one that was started earlier is still inside. */
  finish(tag: number): boolean;
}

/** Creates a table on the tags of a pool. */
export function createCallTable<Owner>(tags: TagPool): CallTable<Owner> {
  // A map keeps the order of insertion: its first key is the call that was started first.
  const calls = new Map<number, CallEntry<Owner>>();

  return {
    start(owner, xid, heldByOwner) {
      if (heldByOwner > 0 && tags.freeForCall() <= 1) return undefined;
      const tag = tags.takeForCall();
      if (tag !== undefined) calls.set(tag, { owner, xid, stage: 'travelling' });
      return tag;
    },
    find(tag, stage) {
      const call = calls.get(tag);
      return call?.stage === stage ? call : undefined;
    },
    finish(tag) {
      const [oldest] = calls.keys();
      calls.delete(tag);
      tags.releaseCall(tag);
      return oldest !== tag;
    },
  };
}
