// SPDX-License-Identifier: Apache-2.0
// The service of the demonstration programs: what a call asks for is in its procedure number alone, so that the
// arguments may have any length, down to none, and both ends can compute every byte of the reply.

/** Program number, from the range RFC 5531 section 8.3 leaves to users. */
export const ECHO_PROGRAM = 0x2000_ba70;

/** Version of the program. */
export const ECHO_VERSION = 1;

/** Longest reply body (bytes) that is served. */
export const LONGEST_REPLY_BODY = 1024 * 1024;

const MASK_BITS = 8;

/** The procedure that answers with `replyLength` bytes, scrambled with `mask` (0..255). Procedure 0 answers nothing. */
export function procedureFor(replyLength: number, mask: number): number {
  return ((replyLength << MASK_BITS) | mask) >>> 0;
}

/** Length of the reply body (bytes) a procedure answers with. */
export function replyLengthOf(procedure: number): number {
  return procedure >>> MASK_BITS;
}

/** The reply body: the arguments again and again up to the length, each byte changed by the mask and its position. */
export function echoReply(procedure: number, argumentBytes: Uint8Array): Uint8Array {
  const reply = new Uint8Array(replyLengthOf(procedure));
  for (let index = 0; index < reply.length; index++) {
    const source = argumentBytes.length === 0 ? 0 : argumentBytes[index % argumentBytes.length]!;
    reply[index] = source ^ procedure ^ index;
  }
  return reply;
}
