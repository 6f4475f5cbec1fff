// SPDX-License-Identifier: Apache-2.0
import { designNames } from '../../testbenches/simulation-speed/designs.ts';
import { speedTable } from '../../testbenches/simulation-speed/markdown.ts';
import { type DesignRow, measureDesign } from '../../testbenches/simulation-speed/measure.ts';
import { wholeNumber } from './option-values.ts';
import { runSteps } from './progress.ts';
import type { Verb } from './verb.ts';

/** `bench-simulation`: the speed of the simulation beside a bare C++ loop and cocotb. */
export const benchSimulationVerb: Verb<{
  readonly rounds: number | undefined;
  readonly design: readonly string[];
}> = {
  options: (parser) =>
    parser
      .option('rounds', { default: 5, describe: 'runs of each', coerce: wholeNumber('rounds', 1, 100) })
      .option('design', {
        type: 'string',
        array: true,
        choices: designNames,
        default: [...designNames],
        describe: 'designs to measure',
      }),
  run: async ({ rounds = 5, design, json }) => {
    const rows: DesignRow[] = [];
    const steps = designNames
      .filter((name) => design.includes(name))
      .map((name) => ({
        title: name,
        run: async (say: (line: string) => void) => {
          rows.push(...(await measureDesign(name, rounds, say)));
        },
      }));
    await runSteps(steps, { json });
    return { passed: rows.length > 0, text: speedTable(rows), data: { rounds, rows } };
  },
};
