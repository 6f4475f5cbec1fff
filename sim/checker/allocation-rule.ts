// SPDX-License-Identifier: Apache-2.0
import type { Side } from './area.ts';

/** How buffers are found in an area; each allocator has its own. */
export interface AllocationRule {
  /** Looks at the allocator itself, before the operations of the cycle. */
  sample(): void;
  /** After that: the circuits of a party have a message that has no buffer yet. */
  begin(firstWaits: boolean, secondWaits: boolean): void;
  /** The swap of an allocation takes effect: checks that it is on the right flag. Decides whether it may take the entry. */
  decideSwap(side: Side, level: number): void;
  /** Of the swap decided last: it takes the entry, it ends the search, the flag is written. */
  readonly outcome: { takes: boolean; concludes: boolean; written: boolean };
  /** A search of the party is under way, for this level; -1 when there is none. */
  searchLevel(party: number): number;
  /** The circuit that searches for the party is busy; before the operations of the cycle. */
  searches(party: number): boolean;
  /** NONE may be answered to the party without any swap. */
  mayAnswerNone(party: number): boolean;
  /** The swap of this cycle, if there is one, ends the allocation of the party. */
  concludes(party: number): boolean;
  /** The next probe of a search of the party is due in this cycle. */
  continues(party: number): boolean;
  /** There is an entry for the party in this cycle; after `remember`. */
  servable(party: number): boolean;
  /** Keeps what the next cycle needs, after the operations of this one. */
  remember(): void;
  /** After that: decides who of those that want an entry in this cycle may begin. */
  offer(firstWants: boolean, secondWants: boolean): void;
  /** After that: an allocation of the party begins if it wants one. */
  offered(party: number): boolean;
  /** After that: a command of the party that wants an entry is answered with NONE at once. */
  exhausted(party: number): boolean;
  /** After `offer`: memory is asked for in this cycle, because an allocation finds nothing free. */
  needs(): boolean;
  /** An allocation of the party begins in this cycle, or the next probe of its search is accepted. */
  accepted(party: number, begins: boolean, proceeds: boolean): void;
  restart(): void;
}
