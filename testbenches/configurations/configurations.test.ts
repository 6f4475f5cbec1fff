// SPDX-License-Identifier: Apache-2.0
import { randomInt } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { temporaryFolder } from '../support/generated-folder.ts';
import { examine } from './examine.ts';
import { drawSample } from './sample.ts';

/** Other configurations in every run; `BATON_SEED=7` before the command chooses those of seed 7. */
const seed = Number(process.env.BATON_SEED ?? randomInt(1, 2 ** 31 - 1));
const rerun = `BATON_SEED=${seed} npx vitest run testbenches/configurations/configurations.test.ts`;
console.log(`configurations of seed ${seed}; again with: ${rerun}`);

const operations = 3_000;
const mostCost = 3.5;

const temporary = temporaryFolder();
afterAll(temporary.remove);

test.each(drawSample(seed, 2, mostCost).configurations)(
  `configuration $number of seed ${seed}, drawn anew each time, makes no difference`,
  async ({ number, configuration, input }) => {
    const about = `${JSON.stringify(input)}; rerun with: ${rerun}`;
    const folder = `${temporary.path}/${number}`;
    const examined = await examine({ configuration, seed, operations }, folder).catch((error: Error) => {
      error.message += `\n${about}`;
      throw error;
    });
    expect(examined.operations, about).toBeGreaterThanOrEqual(operations);
    expect(Math.min(examined.areaOperations, examined.messages), about).toBeGreaterThan(0);
    expect(examined.linters, about).toContain('Verilator');
  },
  180_000,
);
