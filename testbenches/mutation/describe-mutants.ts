// SPDX-License-Identifier: Apache-2.0
import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import { beforeAll, describe, expect, it } from 'vitest';
import { presets } from '../../hdl-gen/configuration/presets.ts';
import { describeWithTool } from '../support/optional-tool.ts';
import { proveEquivalent } from './equivalence/prove-equivalent.ts';
import { describeMutant } from './mutants/describe-mutant.ts';
import { type Mutant, mutantsAt } from './mutants/draw-mutants.ts';
import { buildTogether, describeDesign, type MutatedDesign } from './mutants/mutated-design.ts';
import { tryToKill } from './presets/kill-mutant.ts';
import { reasonFor } from './presets/named-survivors.ts';
import { drawPlaces, type MutatedPreset } from './presets/preset-mutants.ts';
import { setting } from './setting.ts';

const MINUTES = 60_000;

/** Of the mutants, so many fall in the usual runs: a traffic that catches less tests less. */
const leastCaught = 0.85;

/**
 * Draws mutants of a preset, and tests that the checker catches those that are not provably the same design, or named with a
 * reason: a small part of what `mutate` does. What holds calls is left out: its queue is all but never longer than one, and its mutants are made by
 * hand (`testbenches/checker/held-call-bugs.ts`).
 */
export function describeMutants(preset: MutatedPreset, file: string): void {
  const seed = setting('BATON_MUTATION_SEED', 1, 0, 2 ** 31);
  const count = setting('BATON_MUTATION_COUNT', 48, 30, 250);
  const command = `BATON_MUTATION_SEED=${seed} BATON_MUTATION_COUNT=${count} npx vitest run ${file}`;

  describe(`${count} mutants of ${preset}, seed ${seed}`, () => {
    const description = describeDesign({ ...presets[preset], release: 'early' });
    const mutants = mutantsAt(description.trees, drawPlaces(description, count, seed));
    const survivors: Mutant[] = [];
    let design: MutatedDesign;

    beforeAll(async () => {
      design = await buildTogether(description, mutants);
    }, 3 * MINUTES);

    it(
      'finds nothing in the design as it is',
      () => {
        expect(tryToKill(design, 0, seed), command).toMatchObject({ caught: false, by: '' });
      },
      MINUTES,
    );

    it(
      'catches nearly all of them',
      () => {
        survivors.push(...mutants.filter(({ id }) => !tryToKill(design, id, seed).caught));
        expect(count - survivors.length, command).toBeGreaterThan(leastCaught * count);
      },
      5 * MINUTES,
    );

    describeWithTool('yosys', 'decides about all others', (yosys) => {
      it(
        'they are the same design, or named with a reason, or longer runs catch them',
        async () => {
          const limit = pLimit(availableParallelism());
          const isOpen = async (mutant: Mutant) =>
            reasonFor(mutant) === undefined &&
            (await proveEquivalent(yosys, description.trees, mutant)).verdict !== 'equivalent';
          const undecided = await Promise.all(survivors.map((mutant) => limit(isOpen, mutant)));
          const open = survivors.filter((_, index) => undecided[index]);
          const left = open.length === 0 ? [] : await longerSurvivors(open);
          expect(left.map(describeMutant), command).toEqual([]);
        },
        15 * MINUTES,
      );
    });

    async function longerSurvivors(open: readonly Mutant[]): Promise<Mutant[]> {
      const whole = await buildTogether(description, mutants, true);
      expect(tryToKill(whole, 0, seed, 'long'), command).toMatchObject({ caught: false, by: '' });
      return open.filter(({ id }) => !tryToKill(whole, id, seed, 'long').caught);
    }
  });
}
