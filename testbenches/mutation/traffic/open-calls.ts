// SPDX-License-Identifier: Apache-2.0
import type { Random } from '../../../sim/tasks/index.ts';

export const kinds = { notice: 0, call: 1, return: 2 } as const;

export type Side = 'first' | 'second';

/** What the two parties know of the calls between them, so that most of what they send is acceptable. */
export interface OpenCalls {
  /** Kind and tag of the next message of a side. */
  choose(side: Side, hostile: boolean): { readonly kind: number; readonly tag: number };
  /** A side received a message. */
  received(side: Side, kind: number, tag: number): void;
  reset(): void;
}

/** @param tags the number of call tags */
export function createOpenCalls(tags: number, random: Random): OpenCalls {
  const called = new Set<number>();
  const unanswered = new Set<number>();
  const oneOf = (values: readonly number[]): number | undefined =>
    values[random.below(Math.max(1, values.length))];
  return {
    choose(side, hostile) {
      const any = { kind: random.below(4), tag: random.below(tags) };
      if (hostile) return any;
      const notice = { kind: kinds.notice, tag: any.tag };
      if (random.chance(0.3)) return notice;
      if (side === 'first') {
        const unused = Array.from({ length: tags }, (_, tag) => tag).filter((tag) => !called.has(tag));
        const tag = oneOf(unused);
        if (tag === undefined) return notice;
        called.add(tag);
        return { kind: kinds.call, tag };
      }
      // A return may be withdrawn or refused; guessing keeps its call from staying open for ever.
      const tag = random.chance(0.1) ? any.tag : oneOf([...unanswered]);
      if (tag === undefined) return notice;
      unanswered.delete(tag);
      return { kind: kinds.return, tag };
    },
    received(side, kind, tag) {
      if (side === 'second' && kind === kinds.call) unanswered.add(tag);
      if (side === 'first' && kind === kinds.return) called.delete(tag);
    },
    reset() {
      called.clear();
      unanswered.clear();
    },
  };
}
