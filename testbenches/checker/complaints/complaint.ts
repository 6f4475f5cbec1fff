// SPDX-License-Identifier: Apache-2.0
import type { RuleName } from '../../../sim/checker/index.ts';
import { checkFrames, type RecordedFrames } from '../corrupted-frames/recorded-frames.ts';

/** The lowest word of a port or probe, by its name; in the cycle looked at, or in one that is so many cycles later. */
export type Seen = (name: string, later?: number) => number;

/** Values of ports and probes, of 32 bits at most, by their names. */
export type Values = Readonly<Record<string, number>>;

/** Something that a wrong design could show, and what the checker says about it. */
export interface Complaint {
  readonly name: string;
  /** Whether it could be shown in a cycle. */
  readonly when: (seen: Seen) => boolean;
  /** What is shown in that cycle instead of what was. */
  readonly shows: Values | ((seen: Seen) => Values);
  readonly rule: RuleName;
  /** Part of what was expected, or of what was seen instead. */
  readonly says: string;
}

/** Cycles that are tried: what the checker thinks of in a cycle is not all in its signals. */
const mostTries = 60;

/** Cycles before and after those looked at that can be seen. */
const surroundings = 30;

/** What the checker said in the cycles that were tried, the complaint last if it was made. */
export interface Attempts {
  readonly isFound: boolean;
  readonly said: readonly string[];
}

/** Shows what is wrong in one cycle of a run after the other, until the checker complains as it should. */
export function seek(recorded: RecordedFrames, { when, shows, rule, says }: Complaint): Attempts {
  const { frames, layout, manifest } = recorded;
  const paths = new Map(manifest.probes.map(({ name, path }) => [name, path]));
  const wordOf = (name: string) => {
    const slot = layout.slots.get(paths.get(name) ?? name);
    if (slot === undefined) throw new RangeError(`There is no port or probe '${name}' in ${manifest.top}.`);
    return slot.word;
  };
  const said: string[] = [];
  for (let at = surroundings; at < frames.length - surroundings && said.length < mostTries; at += 1) {
    const seen: Seen = (name, later = 0) => frames[at + later]![wordOf(name)]!;
    if (!when(seen)) continue;
    const values = Object.entries(typeof shows === 'function' ? shows(seen) : shows);
    const found = checkFrames(recorded, (frame, cycle) => {
      if (cycle === at) for (const [name, value] of values) frame[wordOf(name)] = value;
    });
    const { difference } = found ?? {};
    said.push(
      difference === undefined
        ? 'nothing'
        : `${difference.rule}: ${difference.expected}; ${difference.actual}, in cycle ${difference.cycle - at}`,
    );
    const isIt = difference?.rule === rule && `${difference.expected}\n${difference.actual}`.includes(says);
    if (isIt && difference.cycle === at) return { isFound: true, said };
  }
  return { isFound: false, said };
}
