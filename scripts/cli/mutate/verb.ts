// SPDX-License-Identifier: Apache-2.0
import { rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import pLimit from 'p-limit';
import { mutantsAt } from '../../../testbenches/mutation/mutants/draw-mutants.ts';
import {
  batchesOf,
  describeWhole,
  drawPlaces,
  type MutatedPreset,
  mutatedPresets,
} from '../../../testbenches/mutation/presets/preset-mutants.ts';
import { findOptionalTool } from '../../../testbenches/support/optional-tool.ts';
import { batonCommand } from '../command-text.ts';
import { oneOf, singleText, wholeNumber } from '../option-values.ts';
import { runSteps } from '../progress.ts';
import { outputFolder, projectFolder, shownPath } from '../project-folders.ts';
import { CheckFailedError, UsageError } from '../usage-error.ts';
import type { Verb, VerbResult } from '../verb.ts';
import { type Batch, isDone, proveBatch, runBatch, runLonger, type Step, steps } from './batch.ts';
import { placesIn, readRecords } from './records.ts';
import { isTrusted, judgedMutants, reportTables, scoreOf } from './report.ts';

interface MutateArguments {
  readonly count?: number | undefined;
  readonly seed?: number | undefined;
  readonly jobs?: number | undefined;
  readonly resume: boolean;
  readonly retry: boolean;
  readonly record: boolean;
  readonly batch?: string | undefined;
  readonly step?: Step | undefined;
}

interface Draw {
  readonly seed: number;
  readonly retries: boolean;
  /** Mutants of both presets together. */
  readonly count: number;
}

const recordFile = join(projectFolder, 'docs', 'mutation.md');

/** `mutate`: whether the checks notice faults that are drawn at random and put into the Verilog. */
export const mutateVerb: Verb<MutateArguments> = {
  options: (parser) =>
    parser
      .option('count', {
        requiresArg: true,
        default: 2_000,
        describe: 'mutants of both presets together',
        coerce: wholeNumber('count', 100, 20_000),
      })
      .option('seed', {
        requiresArg: true,
        default: 1,
        describe: 'decides which mutants are drawn, and their traffic',
        coerce: wholeNumber('seed', 1, 2 ** 31 - 100),
      })
      .option('jobs', {
        requiresArg: true,
        default: availableParallelism(),
        describe: 'models and proofs at the same time',
        coerce: wholeNumber('jobs', 1, 1024),
      })
      .option('resume', {
        type: 'boolean',
        default: false,
        describe:
          'keep what is known of the mutants of this seed and count, as long as the Verilog is the same',
      })
      .option('retry', {
        type: 'boolean',
        default: false,
        describe:
          'try again to prove what the prover left undecided, as it does on a machine with too much to do',
      })
      .option('record', {
        type: 'boolean',
        default: false,
        describe: `write what came of it into ${shownPath(recordFile)}`,
      })
      .option('batch', { hidden: true, requiresArg: true, coerce: singleText('batch') })
      .option('step', { hidden: true, requiresArg: true, default: 'runs', coerce: oneOf('step', steps) }),
  async run({ count, seed, jobs, resume, retry, record, batch, step, json }) {
    const yosys = findOptionalTool('yosys');
    if (yosys === undefined)
      throw new UsageError('Yosys is missing, which decides about survivors; npm run mutate installs it.');
    const draw = { seed: seed!, count: count!, retries: retry };
    if (batch !== undefined) return oneBatch(draw, batch, step!, yosys);
    return campaign(draw, jobs!, resume, record, json);
  },
};

function folderOf({ seed, count }: Pick<Draw, 'seed' | 'count'>): string {
  return join(outputFolder, 'mutation', `seed-${seed}-count-${count}`);
}

/** The batches of presets, by name. */
async function batchesFor(
  { retries, ...draw }: Draw,
  of: readonly MutatedPreset[],
): Promise<Map<string, Batch>> {
  const folder = folderOf(draw);
  const batches = new Map<string, Batch>();
  for (const preset of of) {
    const description = describeWhole(preset);
    const head = { design: description.digest, ...draw };
    const each = Math.ceil(draw.count / mutatedPresets.length);
    const places = await placesIn(join(folder, `${preset}.json`), head, () =>
      drawPlaces(description, each, draw.seed),
    );
    for (const [index, mutants] of batchesOf(mutantsAt(description.trees, places)).entries()) {
      const name = `${preset}-${index + 1}`;
      batches.set(name, { description, mutants, head, file: join(folder, `${name}.jsonl`), retries });
    }
  }
  return batches;
}

async function oneBatch(draw: Draw, name: string, step: Step, yosys: string): Promise<VerbResult> {
  const preset = mutatedPresets.find((each) => name.startsWith(`${each}-`));
  const batch = (await batchesFor(draw, preset === undefined ? [] : [preset])).get(name);
  if (batch === undefined) throw new UsageError(`There is no batch '${name}'.`);
  if (step === 'runs') await runBatch(batch);
  else if (step === 'proofs') await proveBatch(batch, yosys);
  else await runLonger(batch);
  return { passed: true, text: name, data: {} };
}

async function campaign(
  draw: Draw,
  jobs: number,
  resume: boolean,
  record: boolean,
  json: boolean,
): Promise<VerbResult> {
  const folder = folderOf(draw);
  const words = ['--seed', `${draw.seed}`, '--count', `${draw.count}`];
  if (!resume) await rm(folder, { recursive: true, force: true });
  let batches = new Map<string, Batch>();
  const drawing = async () => {
    batches = await batchesFor(draw, mutatedPresets);
  };
  const inBatches = (step: Step) => async (say: (line: string) => void) => {
    const limit = pLimit(jobs);
    let done = 0;
    await Promise.all(
      [...batches.keys()].map((name) =>
        limit(async () => {
          if (await isDone(batches.get(name)!, step)) return;
          // In a process of its own: a mutant may end it.
          const { failed, all } = await execa(
            process.execPath,
            [
              'scripts/baton.mjs',
              ...['mutate', ...words, '--batch', name, '--step', step],
              ...(draw.retries ? ['--retry'] : []),
            ],
            { cwd: projectFolder, reject: false, stdin: 'ignore', all: true },
          );
          if (failed) throw new CheckFailedError(`Batch ${name} did not end:\n${all}`);
          done += 1;
          say(`${done} of ${batches.size} batches`);
        }),
      ),
    );
  };
  await runSteps(
    [
      { title: `draw ${draw.count} mutants, seed ${draw.seed}`, run: drawing },
      { title: 'run them', run: inBatches('runs') },
      { title: 'run survivors longer', run: inBatches('long') },
      { title: 'prove those left to be the same design', run: inBatches('proofs') },
    ],
    { json },
  );
  const mutants = [];
  const verilog = new Map<string, string>();
  for (const [name, { mutants: drawn, head, file }] of batches) {
    const preset = name.replace(/-\d+$/, '');
    verilog.set(preset, head.design);
    mutants.push(...judgedMutants(preset, drawn, await readRecords(file, head)));
  }
  const passed = isTrusted(mutants);
  const command = batonCommand('mutate', words);
  const tables = reportTables(mutants);
  if (record && passed) await writeFile(recordFile, recordText(command, verilog, tables));
  return {
    passed,
    text: [
      tables,
      `repeat: ${command}`,
      ...(record && passed ? [`recorded: ${shownPath(recordFile)}`] : []),
    ].join('\n\n'),
    data: { ...scoreOf(mutants), folder },
  };
}

function recordText(command: string, verilog: ReadonlyMap<string, string>, tables: string): string {
  const digests = [...verilog].map(([preset, digest]) => `${preset} ${digest}`).join(', ');
  return `# Mutants

Written by \`${command} --record\`; what is drawn and how it is decided is in [verification.md](verification.md).
The Verilog that the mutants were put into, by its digest: ${digests}. The presets may have changed since.

*Killed*: a run under the checker fails. *Proved equivalent*: no output can ever differ. *Open*: neither. The prover finds no answer in its time (*undecided*), or says that outputs can differ (*different*)
where inputs may do anything, which in the design they do not. "Of the others" leaves the equivalent ones out; 99 % are asked of both designs together.

${tables}
`;
}
