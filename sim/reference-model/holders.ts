// SPDX-License-Identifier: Apache-2.0
import { type BitVector, bitAt, createBitVector, setBit } from './bit-vector.ts';

/**
 * Who holds each buffer. The sender holds it from allocation to indication, then nobody while the message is pending, then
 * the receiver until it is freed. A freed entry keeps its last holder.
 */
export interface Holders {
  /** 1: the second party. */
  readonly second: BitVector;
  /** 1: the circuits of the party, 0: its commands. */
  readonly circuits: BitVector;
  /** 1: indicated and not taken yet. */
  readonly pending: BitVector;
  /** 1: it came with a message, 0: its holder allocated it. What was received is not sent on. */
  readonly received: BitVector;
}

export function createHolders(entries: number): Holders {
  return {
    second: createBitVector(entries),
    circuits: createBitVector(entries),
    pending: createBitVector(entries),
    received: createBitVector(entries),
  };
}

/** Whether a party holds an entry at a level; says nothing about its flag. */
export function holds(holders: Holders, party: number, level: number, entry: number): boolean {
  return (
    bitAt(holders.second, entry) === party &&
    bitAt(holders.circuits, entry) === level &&
    bitAt(holders.pending, entry) === 0
  );
}

/** An entry gets a holder, by allocation or with a message. */
export function hold(holders: Holders, party: number, level: number, entry: number, received: 0 | 1): void {
  setBit(holders.second, entry, party);
  setBit(holders.circuits, entry, level);
  setBit(holders.pending, entry, 0);
  setBit(holders.received, entry, received);
}

/** An entry waits for a party to take it; the level stays that of the sender until then. */
export function leaveTo(holders: Holders, receiver: number, entry: number): void {
  setBit(holders.second, entry, receiver);
  setBit(holders.pending, entry, 1);
}
