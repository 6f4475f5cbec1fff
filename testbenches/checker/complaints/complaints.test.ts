// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from 'vitest';
import { type Checker, createChecker, DifferenceError } from '../../../sim/checker/index.ts';
import { parseManifest } from '../../../sim/manifest/index.ts';
import type { GeneratedModel } from '../../support/generated-model.ts';
import { type RecordedFrames, recordFrames } from '../corrupted-frames/recorded-frames.ts';
import { seek } from './complaint.ts';
import { designs } from './designs.ts';

/** Runs in which a place is looked for, one after the other: what happens in a run changes with the circuits. */
const seeds = [1, 2, 3, 4];

/** Cycles from one end of a run to the next. */
const betweenEnds = 5;

describe.each(designs)('$title', ({ build, traffic, complaints, leaves }) => {
  let design: GeneratedModel;
  const recordings = new Map<number, RecordedFrames>();
  beforeAll(async () => {
    design = await build();
  }, 120_000);

  function recordingOf(seed: number): RecordedFrames {
    const known = recordings.get(seed);
    if (known !== undefined) return known;
    const manifest = parseManifest(JSON.stringify(design.manifest), 'the generated manifest');
    const model = design.create(seed);
    const recorded = recordFrames(model, manifest, { seed, ...traffic }, traffic.cycles);
    model.dispose();
    recordings.set(seed, recorded);
    return recorded;
  }

  test.each(complaints)('a complaint is made when $name', (complaint) => {
    const said: string[] = [];
    const isFound = seeds.some((seed) => {
      const attempts = seek(recordingOf(seed), complaint);
      said.push(...attempts.said);
      return attempts.isFound;
    });
    expect(
      isFound,
      `'${complaint.rule}: ${complaint.says}' was wanted; what was said:\n${said.join('\n')}`,
    ).toBe(true);
  });

  test('a run that is broken off says what is left', () => {
    const left = new Set<string>();
    const missing = () => leaves.filter((text) => ![...left].some((known) => known.includes(text)));
    seeds.some((seed) => {
      const { manifest, frames } = recordingOf(seed);
      const checker = createChecker(manifest);
      frames.forEach((frame, cycle) => {
        checker.sample(frame, cycle);
        if (cycle % betweenEnds === 0) for (const text of leftBy(checker)) left.add(text);
      });
      return missing().length === 0;
    });
    expect(missing(), [...left].join('\n')).toEqual([]);
  });
});

/** What is left if a run ends now, with # for numbers. */
function leftBy(checker: Checker): readonly string[] {
  try {
    checker.finish();
    return [];
  } catch (error) {
    if (!(error instanceof DifferenceError)) throw error;
    expect(error.difference.rule).toBe('at rest');
    return error.difference.actual.replace(/\d+/g, '#').split('; ');
  }
}
