// SPDX-License-Identifier: Apache-2.0
import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { ModelBuildError } from '../../../sim/harness/index.ts';
import { examine } from '../../../testbenches/configurations/examine.ts';
import { missingLinters } from '../../../testbenches/configurations/lint.ts';
import { drawSample } from '../../../testbenches/configurations/sample.ts';
import { batonCommand } from '../command-text.ts';
import { wholeNumber } from '../option-values.ts';
import { runSteps } from '../progress.ts';
import { outputFolder } from '../project-folders.ts';
import { repeatable } from '../repeatable.ts';
import { grouped } from '../run-report.ts';
import { CheckFailedError, UsageError } from '../usage-error.ts';
import type { Verb, VerbResult } from '../verb.ts';
import { type ConfigurationRecord, openRecords } from './records.ts';
import { failureLine, renderReport, totalsOf } from './report.ts';
import { examineInProcess } from './worker.ts';

interface ConfigurationsArguments {
  readonly seed?: number | undefined;
  readonly count?: number | undefined;
  readonly operations?: number | undefined;
  readonly only?: number | undefined;
  readonly jobs?: number | undefined;
  readonly resume: boolean;
}

const MOST = 10_000;

/** `configurations`: a sample of the whole schema; each one generates, lints, builds and runs without a difference. */
export const configurationsVerb: Verb<ConfigurationsArguments> = {
  options: (parser) =>
    parser
      .option('count', {
        requiresArg: true,
        default: 200,
        describe: 'how many to draw',
        coerce: wholeNumber('count', 1, MOST),
      })
      .option('seed', {
        requiresArg: true,
        default: 1,
        describe: 'decides which are drawn, and their traffic',
        coerce: wholeNumber('seed', 1, 2 ** 31 - 2),
      })
      .option('operations', {
        requiresArg: true,
        default: 10_000,
        describe: 'operations compared in each, at least',
        coerce: wholeNumber('operations', 1, 10_000_000),
      })
      .option('only', {
        requiresArg: true,
        describe: 'this one of the sample alone, in this process',
        coerce: wholeNumber('only', 1, MOST),
      })
      .option('jobs', {
        requiresArg: true,
        default: availableParallelism(),
        describe: 'how many at the same time',
        coerce: wholeNumber('jobs', 1, 1024),
      })
      .option('resume', {
        type: 'boolean',
        default: false,
        describe: 'leave out what an earlier run of the same sources with this seed has passed',
      })
      .example('$0 configurations --count 200 --seed 7', 'two hundred configurations')
      .example('$0 configurations --seed 7 --only 13', 'one of them again, with its whole report'),
  run: ({ json, seed, count, operations, only, jobs, resume }) => {
    const chosen = { seed: seed!, operations: operations! };
    if (only === undefined) return examineSample(chosen, count!, jobs!, resume, json);
    if (resume) throw new UsageError('--only examines one configuration again; leave --resume out.');
    return examineOne(chosen, only, json);
  },
};

interface Chosen {
  readonly seed: number;
  readonly operations: number;
}

function rerunWords({ seed, operations }: Chosen, number: number): string[] {
  return ['--seed', `${seed}`, '--operations', `${operations}`, '--only', `${number}`];
}

function folderOf({ seed }: Chosen): string {
  return join(outputFolder, 'configurations', `seed-${seed}`);
}

async function examineOne(chosen: Chosen, number: number, json: boolean): Promise<VerbResult> {
  const { configuration, input } = drawSample(chosen.seed, number).configurations[number - 1]!;
  const repeat = batonCommand('configurations', rerunWords(chosen, number));
  const folder = join(folderOf(chosen), `${number}`);
  let record: Extract<ConfigurationRecord, { passed: true }> | undefined;
  const step = {
    title: `configuration ${number}: ${JSON.stringify(input)}`,
    run: (say: (line: string) => void) =>
      repeatable(repeat, async () => {
        const examined = await examine({ configuration, ...chosen }, folder, say).catch(asFailedCheck);
        record = { number, passed: true, ...examined };
      }),
  };
  await runSteps([step], { json });
  await rm(folder, { recursive: true, force: true });
  const text = `configuration ${number}: ${grouped(record!.operations)} operations compared in ${grouped(record!.cycles)} cycles, no difference`;
  return { passed: true, text: `${text}\nrepeat: ${repeat}`, data: { input, record, repeat } };
}

/** A design that does not build is a failed check here: the sampler takes what the schema allows. */
function asFailedCheck(error: unknown): never {
  throw error instanceof ModelBuildError ? new CheckFailedError(error.message, { cause: error }) : error;
}

async function examineSample(
  chosen: Chosen,
  count: number,
  jobs: number,
  resume: boolean,
  json: boolean,
): Promise<VerbResult> {
  const { pairs } = drawSample(chosen.seed, count);
  const file = await openRecords(`${folderOf(chosen)}.jsonl`, chosen.operations, resume);
  const done = new Map(
    file.earlier
      .filter(({ number, passed }) => passed && number <= count)
      .map((record) => [record.number, record]),
  );
  const resumed = done.size;
  const rerun = (number: number) => batonCommand('configurations', rerunWords(chosen, number));
  const limit = pLimit(jobs);
  const left = Array.from({ length: count }, (_, index) => index + 1).filter((number) => !done.has(number));
  let failed = 0;
  const run = async (say: (line: string) => void) => {
    await limit.map(left, async (number) => {
      const record = await examineInProcess(number, rerunWords(chosen, number));
      done.set(number, record);
      await file.add(record);
      if (!record.passed) {
        failed += 1;
        if (process.stdout.isTTY !== true || json) {
          process.stderr.write(`${failureLine(number, record.message, rerun(number))}\n`);
        }
      }
      say(`${done.size} of ${count} done, ${failed} failed`);
    });
  };
  await runSteps([{ title: `${count} configurations of seed ${chosen.seed}`, run }], { json });
  const records = [...done.values()].sort((one, other) => one.number - other.number);
  const missingTools = missingLinters();
  return {
    passed: failed === 0 && records.length === count,
    text: `${renderReport({ records, pairs, resumed, missingTools, rerun })}\nrepeat: ${batonCommand('configurations', ['--count', `${count}`, '--seed', `${chosen.seed}`])}`,
    data: { ...chosen, count, resumed, pairs, totals: totalsOf(records), missingTools, records },
  };
}
