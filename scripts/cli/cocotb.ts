// SPDX-License-Identifier: Apache-2.0
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Table from 'cli-table3';
import pc from 'picocolors';
import { type PresetName, presetNames } from '../../hdl-gen/configuration/index.ts';
import { buildModel, loadModel } from '../../sim/harness/index.ts';
import {
  compareTranscripts,
  describeTranscriptDifference,
} from '../../testbenches/cocotb/compare-transcripts.ts';
import { type PresetFiles, settingOf, writePreset } from '../../testbenches/cocotb/design.ts';
import { findCocotb } from '../../testbenches/cocotb/find-cocotb.ts';
import { CocotbError, runOnCocotb } from '../../testbenches/cocotb/run-cocotb.ts';
import { runOnHarness } from '../../testbenches/cocotb/run-harness.ts';
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
  /** Cycles and lines of the harness's transcript. */
  readonly cycles: number;
  readonly lines: number;
  /** Empty where both transcripts are equal and both models agree with the design. */
  readonly fault: string;
}

const folder = join('out', 'cocotb');

/** `baton cocotb`: an independent Python testbench beside the harness, on the same designs, seeds and ports. */
export const cocotbVerb: Verb<CocotbArguments> = {
  command: 'cocotb',
  describe: 'run the independent Python testbench, and compare what both see at the ports',
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
    const runs = preset.flatMap((name) =>
      Array.from({ length: seeds! }, (_, index) => ({ name, seed: seed! + index })),
    );
    await runSteps(
      runs.map((run) => ({
        title: `${run.name}, seed ${run.seed}`,
        async run(say) {
          const comparison = await compare(writePreset(run.name), run.seed, cycles!, python, say);
          comparisons.push(comparison);
          say(comparison.fault === '' ? 'same transcript' : 'FAULT');
        },
      })),
      { json },
    );
    const faults = comparisons.filter(({ fault }) => fault !== '');
    const text = [
      tableOf(comparisons),
      ...faults.map(({ preset: name, seed: failing, fault }) =>
        [
          `${name}, seed ${failing}: ${fault}`,
          `repeat: ${batonCommand('cocotb', ['--preset', name, '--seed', String(failing), '--seeds', '1', '--cycles', String(cycles)])}`,
        ].join('\n'),
      ),
      `${comparisons.length} runs on both engines, ${faults.length} with a fault; transcripts, logs and results.xml: ${shownPath(folder)}`,
    ].join('\n');
    return { passed: faults.length === 0, text, data: { runs: comparisons } };
  },
};

async function compare(
  design: PresetFiles,
  seed: number,
  cycles: number,
  python: string,
  say: (line: string) => void,
): Promise<Comparison> {
  const { preset, manifest, files } = design;
  const setting = settingOf(manifest, seed, cycles);
  const runFolder = join(folder, `${preset}-${seed}`);
  await mkdir(runFolder, { recursive: true });
  say('harness');
  const library = loadModel(await buildModel({ top: manifest.top, files, visible: manifest.probes }));
  const model = library.create({ seed });
  const harness = runOnHarness(model, manifest, setting);
  const run = { preset, seed, cycles: model.cycles, lines: harness.length };
  model.dispose();
  await writeFile(join(runFolder, 'transcript-harness.txt'), `${harness.join('\n')}\n`);
  say('cocotb');
  try {
    const { lines } = await runOnCocotb(python, design, setting, runFolder);
    const difference = compareTranscripts(harness, lines);
    return { ...run, fault: difference === undefined ? '' : describeTranscriptDifference(difference) };
  } catch (error) {
    if (error instanceof CocotbError) return { ...run, fault: error.message };
    throw error;
  }
}

function tableOf(comparisons: readonly Comparison[]): string {
  const table = new Table({
    head: ['design', 'seed', 'cycles', 'events', 'harness and cocotb'],
    style: { head: [], border: [] },
  });
  for (const { preset, seed, cycles, lines, fault } of comparisons) {
    table.push([preset, seed, cycles, lines, fault === '' ? pc.green('same') : pc.red('fault')]);
  }
  return table.toString();
}
