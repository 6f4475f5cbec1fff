// SPDX-License-Identifier: Apache-2.0
import type { Side } from './carrier.ts';

/** Hands out the tags of a carrier, so that no two messages inside can be mistaken for each other. */
export interface TagPool {
  /** Takes a tag that is free in both directions, held until its return is delivered; undefined when none is. */
  takeForCall(): number | undefined;
  /** Gives back the tag of a call whose return was delivered. Throws when the tag is not held by a call. */
  releaseCall(tag: number): void;
  /** Takes a tag that is free toward `side`, held until the notice is delivered; undefined when none is. */
  takeForNotice(toward: Side): number | undefined;
  /** Gives back the tag of a delivered notice. Throws when the tag is not held by a notice toward that side. */
  releaseNotice(toward: Side, tag: number): void;
  /** Number of calls that could be started now. */
  freeForCall(): number;
  /** Number of calls and notices that hold a tag now. */
  held(): number;
  /** Most calls that held a tag at the same time. */
  mostCalls(): number;
  /** Number of different tags that calls and notices have used so far. */
  distinctTags(): number;
}

type Holder = 'nobody' | 'call' | 'notice';

/**
 * Creates the pool for tags 0..tags-1. A notice holds its tag in its own direction only; a call holds it in
 * both, because its return will travel under the same tag. The search starts behind the tag taken last, so
 * that every tag comes into use even when few are held at once.
 */
export function createTagPool(tags: number): TagPool {
  if (!Number.isInteger(tags) || tags < 1) {
    throw new RangeError(`A tag pool needs at least 1 tag, but got ${tags}.`);
  }
  const holders: Record<Side, Holder[]> = {
    first: new Array<Holder>(tags).fill('nobody'),
    second: new Array<Holder>(tags).fill('nobody'),
  };
  const used = new Uint8Array(tags);
  const cursor = { call: 0, first: 0, second: 0 };
  let calls = 0;
  let notices = 0;
  let mostCalls = 0;

  const isFree = (side: Side, tag: number): boolean => holders[side][tag] === 'nobody';

  function find(from: keyof typeof cursor, accept: (tag: number) => boolean): number | undefined {
    for (let step = 0; step < tags; step++) {
      const tag = (cursor[from] + step) % tags;
      if (accept(tag)) {
        cursor[from] = (tag + 1) % tags;
        used[tag] = 1;
        return tag;
      }
    }
    return undefined;
  }

  function expectHolder(side: Side, tag: number, holder: Holder): void {
    const actual = holders[side][tag];
    if (actual !== holder) {
      throw new RangeError(
        `Tag ${tag} toward the ${side} party was given back by a ${holder}, but is held by ${actual ?? 'nothing: it does not exist'}.`,
      );
    }
  }

  return {
    takeForCall() {
      const tag = find('call', (candidate) => isFree('first', candidate) && isFree('second', candidate));
      if (tag === undefined) return undefined;
      holders.first[tag] = 'call';
      holders.second[tag] = 'call';
      calls++;
      mostCalls = Math.max(mostCalls, calls);
      return tag;
    },
    releaseCall(tag) {
      expectHolder('second', tag, 'call');
      holders.first[tag] = 'nobody';
      holders.second[tag] = 'nobody';
      calls--;
    },
    takeForNotice(toward) {
      const tag = find(toward, (candidate) => isFree(toward, candidate));
      if (tag === undefined) return undefined;
      holders[toward][tag] = 'notice';
      notices++;
      return tag;
    },
    releaseNotice(toward, tag) {
      expectHolder(toward, tag, 'notice');
      holders[toward][tag] = 'nobody';
      notices--;
    },
    freeForCall() {
      let free = 0;
      for (let tag = 0; tag < tags; tag++) {
        if (isFree('first', tag) && isFree('second', tag)) free++;
      }
      return free;
    },
    held: () => calls + notices,
    mostCalls: () => mostCalls,
    distinctTags: () => used.reduce((sum, flag) => sum + flag, 0),
  };
}
