// SPDX-License-Identifier: Apache-2.0

/**
 * What one turn came to. moved: it made progress and may come again, behind the others; waiting: a tag or an
 * xid is missing, it keeps its place; blocked: it has nothing to do until somebody adds it again.
 */
export type TurnOutcome = 'moved' | 'waiting' | 'blocked';

/** Those who want to send, each taking one turn after the other. */
export interface TurnRing<T> {
  /** Adds a member at the end; one that is in the ring already keeps its place. */
  add(member: T): void;
  remove(member: T): void;
  /** Gives turns round after round until a whole round moved nothing. Returns how many turns moved something. */
  run(turn: (member: T) => TurnOutcome): number;
}

/** Creates an empty ring. */
export function createTurnRing<T>(): TurnRing<T> {
  // A set keeps the order of insertion, so deleting and adding again moves a member to the end.
  const members = new Set<T>();

  function round(turn: (member: T) => TurnOutcome): number {
    let moved = 0;
    for (const member of [...members]) {
      const outcome = turn(member);
      if (outcome === 'waiting') continue;
      members.delete(member);
      if (outcome === 'moved') {
        members.add(member);
        moved++;
      }
    }
    return moved;
  }

  return {
    add: (member) => void members.add(member),
    remove: (member) => void members.delete(member),
    run(turn) {
      let total = 0;
      for (let moved = round(turn); moved > 0; moved = round(turn)) total += moved;
      return total;
    },
  };
}
