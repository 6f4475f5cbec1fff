// SPDX-License-Identifier: Apache-2.0
import { test } from 'vitest';
import { createRandom, type Random } from '../../sim/tasks/index.ts';

/** The seed that the environment names, or those that every run uses. */
function seedsOf(usual: readonly number[]): readonly number[] {
  const chosen = process.env.BATON_TEST_SEED;
  return chosen === undefined ? usual : [Number(chosen)];
}

/**
 * A test with random stimulus, once for each seed. A failure says which seed it was and how to run it again.
 * @param file path of the test file below the project
 */
export function testWithSeeds(
  file: string,
  name: string,
  body: (random: Random, seed: number) => void | Promise<void>,
  { seeds = [1, 2, 3] }: { readonly seeds?: readonly number[] } = {},
): void {
  test.each(seedsOf(seeds))(`${name} (seed %i)`, async (seed) => {
    try {
      await body(createRandom(seed), seed);
    } catch (error) {
      if (error instanceof Error) {
        error.message += `\nseed ${seed}; rerun with: BATON_TEST_SEED=${seed} npx vitest run ${file} -t '${name}'`;
      }
      throw error;
    }
  });
}
