// SPDX-License-Identifier: Apache-2.0
// The one interface between traffic and the simulated circuits: whatever carries messages from one
// party to the other, be it a channel, a gateway or a plain queue in memory.

/** The party at one end of the circuits: the first is the client, the second the server. */
export type Side = 'first' | 'second';

/** A call goes from first to second, a return from second to first, a notice in either direction. */
export type MessageKind = 'call' | 'return' | 'notice';

/** One message. The sender never changes `bytes` after sending; delivered bytes are the receiver's to keep. */
export interface Message {
  readonly from: Side;
  readonly kind: MessageKind;
  readonly tag: number;
  readonly bytes: Uint8Array;
}

/** The circuits as traffic sees them: messages in at one side, the same messages out at the other. */
export interface Carrier {
  /** Number of call tags: 0..tags-1. */
  readonly tags: number;
  /** Longest message in bytes (the size of a buffer). */
  readonly largestMessage: number;
  /** Queues a message at the sender's stream port. The order of each side is kept. */
  send(message: Message): void;
  /** Called once for each delivered message, in order in each direction, while run() executes. */
  onDelivery: ((message: Message) => void) | undefined;
  /**
   * Simulates until idle or until the budget (milliseconds) is used. Returns true when idle: everything sent
   * has been delivered. Throws when the simulation fails or differs from the model.
   */
  run(budgetMilliseconds: number): boolean;
}

/** The other end. */
export function oppositeSide(side: Side): Side {
  return side === 'first' ? 'second' : 'first';
}
