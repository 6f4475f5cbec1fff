// SPDX-License-Identifier: Apache-2.0
import type { Side } from './area.ts';

/** How buffers are found in an area; each allocator has its own. */
export interface AllocationRule {
  /** Looks at the allocator itself, before the operations of the cycle. */
  sample(): void;
  /** The swap of an allocation takes effect: checks that it is on the right flag. Decides whether it may take the entry. */
  decideSwap(side: Side, level: number): void;
  /** Of the swap decided last: it takes the entry, it ends the search, the flag is written. */
  readonly outcome: { takes: boolean; concludes: boolean; written: boolean };
  /** A search of the party is under way, for this level; -1 when there is none. */
  searchLevel(party: number): number;
  /** NONE may be answered to the party without any swap. */
  mayAnswerNone(party: number): boolean;
  /** Keeps what the next cycle needs, after the operations of this one. */
  remember(): void;
  restart(): void;
}
