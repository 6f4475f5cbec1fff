// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import Table from 'cli-table3';
import pc from 'picocolors';
import { type PresetName, presetNames, presets } from '../../hdl-gen/configuration/index.ts';
import { runOnBothEngines } from '../../testbenches/cocotb/both-engines.ts';
import { findCocotb } from '../../testbenches/cocotb/find-cocotb.ts';
import { generateDesign } from '../../testbenches/support/designs.ts';
import { batonCommand } from './command-text.ts';
import { wholeNumber } from './option-values.ts';
import { runSteps } from './progress.ts';
import { shownPath } from './project-folders.ts';
import { UsageError } from './usage-error.ts';
import type { Verb } from './verb.ts';

interface CocotbArguments {
  readonly preset: readonly PresetName[];
  readonly seed: number | undefined;
  readonly seeds: number | undefined;
  readonly cycles: number | undefined;
}

/** What became of a seed on both engines. */
interface Comparison {
  readonly preset: PresetName;
  readonly seed: number;
  readonly cycles: number;
  /** Lines of the harness's transcript. */
  readonly events: number;
  /** Empty where both transcripts are equal and both models agree with the design. */
  readonly fault: string;
}

const folder = join('out', 'cocotb');

/** `baton cocotb`: an independent Python testbench beside the harness, on the same designs, seeds and ports. */
export const cocotbVerb: Verb<CocotbArguments> = {
  options: (parser) =>
    parser
      .option('preset', {
        array: true,
        choices: presetNames,
        default: ['tiny-channel', 'tiny-gateway'] as const,
        describe: 'designs to run',
      })
      .option('seed', {
        requiresArg: true,
        default: 1,
        describe: 'the first seed',
        coerce: wholeNumber('seed', 1, 2 ** 31 - 1),
      })
      .option('seeds', {
        requiresArg: true,
        default: 3,
        describe: 'how many seeds',
        coerce: wholeNumber('seeds', 1, 10_000),
      })
      .option('cycles', {
        requiresArg: true,
        default: 10_000,
        describe: 'cycles of a run, after which its last phase ends',
        coerce: wholeNumber('cycles', 1, 100_000_000),
      }),
  async run({ preset, seed, seeds, cycles, json }) {
    const { python, missing } = await findCocotb();
    if (missing !== undefined) throw new UsageError(`Nothing was run: ${missing}.`);
    const comparisons: Comparison[] = [];
    const repeatOf = ({ name, seed: own }: { readonly name: PresetName; readonly seed: number }) =>
      batonCommand('cocotb', [
        ...['--preset', name, '--seed', String(own), '--seeds', '1', '--cycles', String(cycles)],
      ]);
    const runs = preset.flatMap((name) =>
      Array.from({ length: seeds! }, (_, index) => ({ name, seed: seed! + index })),
    );
    await runSteps(
      runs.map((run) => ({
        title: `${run.name}, seed ${run.seed}`,
        async run(say) {
          const { name, seed: own } = run;
          const { fault, events, summary } = await runOnBothEngines(
            await generateDesign(presets[name]),
            { seed: own, cycles: cycles! },
            { python, outputFolder: join(folder, `${name}-${own}`), repeat: repeatOf(run), say },
          );
          comparisons.push({ preset: name, seed: own, cycles: summary.cycles, events, fault: fault ?? '' });
          say(fault === undefined ? 'same transcript' : 'FAULT');
        },
      })),
      { json },
    );
    const faults = comparisons.filter(({ fault }) => fault !== '');
    const text = [
      tableOf(comparisons),
      ...faults.map(({ preset: name, seed: failing, fault }) =>
        [`${name}, seed ${failing}: ${fault}`, `repeat: ${repeatOf({ name, seed: failing })}`].join('\n'),
      ),
      `${comparisons.length} runs on both engines, ${faults.length} with a fault; transcripts, logs and results.xml: ${shownPath(folder)}`,
    ].join('\n');
    return { passed: faults.length === 0, text, data: { runs: comparisons } };
  },
};

function tableOf(comparisons: readonly Comparison[]): string {
  const table = new Table({
    head: ['design', 'seed', 'cycles', 'events', 'harness and cocotb'],
    style: { head: [], border: [] },
  });
  for (const { preset, seed, cycles, events, fault } of comparisons) {
    table.push([preset, seed, cycles, events, fault === '' ? pc.green('same') : pc.red('fault')]);
  }
  return table.toString();
}
