// SPDX-License-Identifier: Apache-2.0
import type { Configuration } from '../../hdl-gen/configuration/index.ts';
import { createRandom } from '../../sim/tasks/index.ts';
import { type DrawnConfiguration, drawConfiguration } from './draw.ts';
import { levelNames, levelPairs, pairNames } from './pairs.ts';

/** One configuration of a sample. */
export interface SampledConfiguration extends DrawnConfiguration {
  /** From 1; with the seed it names the configuration, whatever the size of the sample. */
  readonly number: number;
}

/** Configurations, and how many of the pairs of levels that may be together they have. */
export interface Sample {
  readonly configurations: readonly SampledConfiguration[];
  readonly pairs: { readonly legal: number; readonly refused: number; readonly missing: readonly string[] };
}

/** Configurations drawn for each that is kept: the one that adds the most new pairs for its cost. */
const candidates = 8;

/** Pairs that a level is worth which no configuration has yet: small samples are to have every level as well. */
const newLevelWorth = 300;

/**
 * Draws configurations over the whole schema. While pairs of levels are missing, those with many of them are preferred, and
 * small ones to large ones; then they are drawn as they come, small ones more often.
 *
 * @param mostCost leaves designs out that cost more than this, by `costOf`
 */
export function drawSample(seed: number, count: number, mostCost = Number.POSITIVE_INFINITY): Sample {
  const { legal, refused } = levelPairs;
  const missing = new Map(legal.map((pair) => [pair.name, pair]));
  const seen = new Set<string>();
  const random = createRandom(seed);

  function candidate(): Candidate {
    for (;;) {
      const wanted = [...missing.values()][missing.size === 0 ? 0 : random.below(missing.size)];
      const drawn = drawConfiguration(random, random.chance(0.5) ? wanted?.levels : []);
      if (drawn === undefined || costOf(drawn.configuration) > mostCost) continue;
      const pairs = pairNames(drawn.input);
      const newPairs = [...pairs].filter((name) => missing.has(name)).length;
      const newLevels = levelNames(drawn.input).filter((name) => !seen.has(name)).length;
      return { drawn, pairs, worth: (newPairs + newLevelWorth * newLevels) / costOf(drawn.configuration) };
    }
  }

  const configurations = Array.from({ length: count }, (_, index): SampledConfiguration => {
    const drawn = Array.from({ length: candidates }, candidate);
    const best = drawn.reduce((most, other) => (other.worth > most.worth ? other : most));
    for (const name of best.pairs) missing.delete(name);
    for (const name of levelNames(best.drawn.input)) seen.add(name);
    return { number: index + 1, ...best.drawn };
  });
  return {
    configurations,
    pairs: { legal: legal.length, refused: refused.length, missing: [...missing.keys()] },
  };
}

interface Candidate {
  readonly drawn: DrawnConfiguration;
  readonly pairs: ReadonlySet<string>;
  readonly worth: number;
}

/** What a design costs to build and to run, very roughly: 1 for the smallest. */
export function costOf({ dataWidth, buffers, bufferBytes, threads, parties }: Configuration): number {
  const words = (8 * bufferBytes) / dataWidth;
  return (parties === 'two' ? 1 : 2) + dataWidth / 128 + buffers / 16 + threads / 64 + Math.sqrt(words) / 16;
}
