// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { largestSeed } from './job.ts';

/** First seeds lie below this, so that they are short enough to be typed. */
const firstSeeds = 100_000;

/**
 * The seed of one run of a test. Tests begin at different seeds, which hang on the base seed and the name alone; the runs
 * of one test never share a seed.
 *
 * @param round counts the runs of the test from 0
 */
export function seedOf(baseSeed: number, test: string, round: number): number {
  const first = createHash('sha256').update(`${baseSeed} ${test}`).digest().readUInt32BE(0) % firstSeeds;
  return 1 + ((first + round) % largestSeed);
}
