// SPDX-License-Identifier: Apache-2.0
import type { Run } from './run.ts';

/** A message for which nothing was left: it is given up, said once with its tag, and swallowed up to its last beat. */
export interface GivingUp {
  /** The oldest message is given up in this cycle. */
  begin(tag: number): void;
  /** It is being swallowed. */
  holds(): boolean;
  /** Its last beat was given, or the design is reset. */
  finish(): void;
  /** Tag of the message given up in this cycle, or -1. */
  now(): number;
  /** Compares what the stream says, at the end of the cycle. */
  check(): void;
}

export function createGivingUp(run: Run, party: string): GivingUp {
  const [aborted, tagPort] = ['aborted', 'aborted_tag'].map((name) => `${party}_in_${name}`) as [
    string,
    string,
  ];
  const abortedAt = run.binding.port(aborted).word;
  const tagAt = run.binding.port(tagPort).word;
  const place = run.log.place(party);
  let swallows = false;
  let tagNow = -1;
  const text = (happens: boolean, tag: number) => (happens ? `the message with tag ${tag}` : 'none');
  return {
    begin(tag) {
      swallows = true;
      tagNow = tag;
      run.log.add('given up', run.cycle, place, tag);
    },
    holds: () => swallows,
    finish() {
      swallows = false;
    },
    now: () => tagNow,
    check() {
      const expected = tagNow >= 0;
      const actual = run.frame[abortedAt] === 1;
      if (actual !== expected || run.frame[tagAt] !== (expected ? tagNow : 0)) {
        run.fail({
          rule: 'given up',
          where: `${party}, sending`,
          step: '610 of Fig. 6',
          expected: `given up in this cycle: ${text(expected, tagNow)}`,
          actual: `${text(actual, run.frame[tagAt]!)}, tag port ${run.frame[tagAt]}`,
          signals: [aborted, tagPort],
        });
      }
      tagNow = -1;
    },
  };
}
