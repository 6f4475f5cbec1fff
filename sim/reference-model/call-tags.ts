// SPDX-License-Identifier: Apache-2.0
import { type BitVector, bitAt, createBitVector, setBit } from './bit-vector.ts';
import { kinds, parties } from './codes.ts';

/** Which calls wait for their return. */
export interface CallTags {
  /** There are tags 0 to `threads` - 1. */
  readonly threads: number;
  readonly waiting: BitVector;
  /** A call may be answered with a failure. */
  readonly failures: boolean;
}

export function createCallTags(threads: number, failures: boolean): CallTags {
  return { threads, waiting: createBitVector(threads), failures };
}

/**
 * Whether a party may send a kind of message with a tag. Only the first party calls, with a tag that is not waiting; only
 * the second returns, with one that is; either may send a notice with any tag that exists.
 */
export function tagAcceptable(tags: CallTags, party: number, kind: number, tag: number): boolean {
  if (tag >= tags.threads) return false;
  if (kind === kinds.NOTICE) return true;
  if (kind === kinds.CALL) return party === parties.FIRST && bitAt(tags.waiting, tag) === 0;
  const mayAnswer = answersCall(kind) && (kind === kinds.RETURN || tags.failures);
  return mayAnswer && party === parties.SECOND && bitAt(tags.waiting, tag) === 1;
}

/** Whether a kind of message answers a call: with a return, or with a failure. */
export function answersCall(kind: number): boolean {
  return kind === kinds.RETURN || kind === kinds.FAILURE;
}

/** A message with an acceptable tag is sent. */
export function noteSent(tags: CallTags, kind: number, tag: number): void {
  if (kind !== kinds.NOTICE) setBit(tags.waiting, tag, kind === kinds.CALL ? 1 : 0);
}
