// SPDX-License-Identifier: Apache-2.0
import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PresetName } from '../../hdl-gen/configuration/index.ts';
import { createRandom } from '../../sim/tasks/index.ts';
import { describeWithTool } from '../support/optional-tool.ts';
import { describeMutant, type MutantResult, runCampaign, runElsewhere, runMutant } from './campaign.ts';
import { type Proof, proveEquivalent } from './equivalence/prove-equivalent.ts';
import { buildMutants, type MutatedDesign } from './mutants/mutated-design.ts';
import { resultTable } from './result-table.ts';
import { setting } from './setting.ts';

const MINUTES = 60_000;

/**
 * Draws mutants of a preset, and tests that the checker catches each that is not provably the same design.
 *
 * @param other has most of the circuits too, with other neighbours
 */
export function describeMutants(preset: PresetName, other: PresetName, file: string): void {
  const seed = setting('BATON_MUTATION_SEED', 1, 0, 2 ** 31);
  // Of each of the two designs.
  const count = setting('BATON_MUTATION_COUNT', 48, 30, 1000);
  const command = `BATON_MUTATION_SEED=${seed} BATON_MUTATION_COUNT=${count} npx vitest run ${file}`;

  describe(`${count} mutants of ${preset}, seed ${seed}`, () => {
    let design: MutatedDesign;
    let results: readonly MutantResult[] = [];
    const equivalent = new Set<number>();
    const list = (chosen: readonly MutantResult[], say: (result: MutantResult) => string): string =>
      [
        ...chosen.map((result) => `${describeMutant(result.mutant)}\n    ${say(result)}`),
        `repeat: ${command}`,
      ].join('\n');

    beforeAll(async () => {
      design = await buildMutants(preset, count, createRandom(seed));
    }, 3 * MINUTES);

    afterAll(() => {
      console.log(resultTable(`mutants of ${preset} (${command})`, results, equivalent));
    });

    it(
      'finds nothing in the design as it is',
      () => {
        const outcome = runMutant(design, 0, seed);
        expect(outcome.report, command).toBe('');
      },
      MINUTES,
    );

    it(
      'catches every mutant that shows at the ports',
      async () => {
        results = await runElsewhere(other, design, runCampaign(design, seed), seed);
        expect(results).toHaveLength(count);
        const missed = results.filter(({ visible }) => visible !== undefined);
        const report = list(missed, ({ visible }) => `${visible!.port} differs in cycle ${visible!.cycle}`);
        expect(missed.length, `The checker has no rule against:\n${report}`).toBe(0);
      },
      5 * MINUTES,
    );

    describeWithTool('yosys', 'proves every other mutant to be the same design', (yosys) => {
      it(
        'at the ports of its module, or of one around it',
        async () => {
          const limit = pLimit(availableParallelism());
          const survivors = results.filter(
            ({ outcome, visible }) => !outcome.caught && visible === undefined,
          );
          const proofs = new Map<MutantResult, Proof>();
          await Promise.all(
            survivors.map((result) =>
              limit(async () => {
                const proof = await proveEquivalent(yosys, design.trees, result.mutant);
                proofs.set(result, proof);
                if (proof.verdict === 'equivalent') equivalent.add(result.mutant.id);
              }),
            ),
          );
          const open = survivors.filter((result) => proofs.get(result)?.verdict !== 'equivalent');
          const report = list(open, (result) => {
            const { verdict, comparedAt } = proofs.get(result)!;
            return `${verdict} at the ports of ${comparedAt}, and no traffic shows it`;
          });
          expect(open.length, `Neither caught nor proved equivalent:\n${report}`).toBe(0);
        },
        10 * MINUTES,
      );
    });
  });
}
