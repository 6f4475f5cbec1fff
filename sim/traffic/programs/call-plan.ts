// SPDX-License-Identifier: Apache-2.0

import type { Random } from '../../tasks/random.ts';
import { ACCEPTED_REPLY_HEADER_BYTES, CALL_HEADER_BYTES } from '../onc-rpc/message.ts';
import { procedureFor } from './echo-procedure.ts';

/** What one call will be: its arguments, and the procedure that says how long the reply shall be. */
export interface PlannedCall {
  readonly procedure: number;
  readonly argumentBytes: Uint8Array;
}

/**
 * Plans `count` calls whose records, and those of their replies, are at most `largest` bytes long. The first calls
 * have the shortest and the longest records and their neighbours; the rest prefers short ones, as real traffic does.
 */
export function planCalls(count: number, largest: number, random: Random): PlannedCall[] {
  const mostArguments = largest - CALL_HEADER_BYTES;
  const mostReply = largest - ACCEPTED_REPLY_HEADER_BYTES;
  return Array.from({ length: count }, (_, index) => ({
    // The steps differ, so that short calls meet long replies too.
    argumentBytes: random.fill(new Uint8Array(lengthAt(index, mostArguments, random))),
    procedure: procedureFor(
      lengthAt(index + Math.floor(index / 4) + 1, mostReply, random),
      random.between(0, 255),
    ),
  }));
}

function lengthAt(index: number, most: number, random: Random): number {
  const extremes = [0, most, 1, most - 1];
  if (index < 2 * extremes.length) {
    return Math.min(most, Math.max(0, extremes[index % extremes.length]!));
  }
  const bits = random.between(1, Math.max(1, Math.ceil(Math.log2(most + 1))));
  return random.between(0, Math.min(most, 2 ** bits));
}
