// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import { version } from '../../hdl-gen/configuration/index.ts';
import { publishText } from '../../sim/harness/cache-files.ts';
import { discoverToolchain } from '../../sim/harness/index.ts';
import type { Manifest } from '../../sim/manifest/index.ts';
import { type Job, largestSeed } from '../../sim/regression/job.ts';
import type { Failure, RunResult, ToolVersions } from '../../sim/regression/result.ts';
import { type RegressionTest, regressionTests } from '../../testbenches/regression/tests.ts';
import { type FolderDesign, generateDesign, readDesign } from '../../testbenches/support/designs.ts';
import { singleText, wholeNumber } from './option-values.ts';
import { repeatCommand } from './regress-command.ts';
import { describeFailure, differenceOf } from './regress-failure.ts';
import { UsageError } from './usage-error.ts';
import type { Verb } from './verb.ts';

interface JobArguments {
  readonly test?: string | undefined;
  readonly seed?: number | undefined;
  readonly length?: number | undefined;
  readonly rtl?: string | undefined;
  readonly folder?: string | undefined;
  readonly build?: string | undefined;
  readonly result?: string | undefined;
  readonly waves?: string | undefined;
  readonly coverage?: string | undefined;
  readonly wavesFrom?: number | undefined;
}

const longest = 1_000_000_000;

/** `baton regress-job`: one run of a regression in this process, with its result in a file. */
export const regressJobVerb: Verb<JobArguments> = {
  options: (parser) =>
    parser
      .positional('test', { type: 'string', demandOption: true, describe: 'full name of the test' })
      .option('seed', { requiresArg: true, default: 1, coerce: wholeNumber('seed', 1, largestSeed) })
      .option('length', {
        requiresArg: true,
        describe: 'cycles or messages, as the test counts; its own length if not given',
        coerce: wholeNumber('length', 1, longest),
      })
      .option('rtl', {
        requiresArg: true,
        describe: 'take Verilog and manifest of this folder as they are, instead of generating them',
        coerce: singleText('rtl'),
      })
      .option('folder', {
        requiresArg: true,
        describe: 'where the generated design lies already',
        coerce: singleText('folder'),
      })
      .option('build', {
        requiresArg: true,
        describe: 'digest that the design must have',
        coerce: singleText('build'),
      })
      .option('result', {
        requiresArg: true,
        describe: 'write the result (JSON) to this file',
        coerce: singleText('result'),
      })
      .option('waves', {
        requiresArg: true,
        describe: 'write a waveform (VCD) to this file',
        coerce: singleText('waves'),
      })
      .option('coverage', {
        requiresArg: true,
        describe: 'write which lines of the Verilog ran to this file, for traffic counted in cycles',
        coerce: singleText('coverage'),
      })
      .option('waves-from', {
        requiresArg: true,
        default: 0,
        describe: 'cycle in which the waveform begins, for traffic counted in cycles',
        coerce: wholeNumber('waves-from', 0, longest),
      }),
  async run(given) {
    const test = findTest(given.test!);
    const job: Job = { test: test.name, seed: given.seed!, length: given.length ?? test.length };
    const result = await runJob(test, job, given);
    if (given.result !== undefined) {
      await publishText(`${JSON.stringify(result)}\n`, resolve(given.result));
    }
    return {
      passed: result.status === 'passed',
      text:
        result.failure === undefined
          ? `passed: ${result.counts!.operationsCompared} operations compared in ${result.counts!.cycles} cycles`
          : `failed: ${result.failure.message}`,
      data: { ...result },
    };
  },
};

function findTest(name: string): RegressionTest {
  const test = regressionTests.find((candidate) => candidate.name === name);
  if (test !== undefined) return test;
  throw new UsageError(`There is no test "${name}"; npx baton regress --list shows all of them.`);
}

async function runJob(test: RegressionTest, job: Job, given: JobArguments): Promise<RunResult> {
  const start = performance.now();
  const command = repeatCommand(job, given.rtl);
  let design: FolderDesign | undefined;
  let tools: ToolVersions = {};
  const common = () => ({
    format: 1 as const,
    job,
    unit: test.unit,
    build: design?.build ?? given.build ?? 'unknown',
    seconds: Number(((performance.now() - start) / 1000).toFixed(3)),
    tools,
    command,
  });
  try {
    tools = await toolVersions();
    design = await findDesign(test, given);
    const waves =
      given.waves === undefined ? undefined : { file: resolve(given.waves), fromCycle: given.wavesFrom ?? 0 };
    const { folder, manifest } = design;
    const coverage = given.coverage === undefined ? undefined : resolve(given.coverage);
    const counts = await test.run({ job, manifest, folder, repeat: command, waves, coverage });
    return { ...common(), status: 'passed', counts };
  } catch (error) {
    const failure = describeFailure(error);
    const drawn = design === undefined ? {} : await drawFailure(error, design.manifest, given.waves);
    return { ...common(), status: 'failed', failure: { ...failure, ...drawn } };
  }
}

/** The picture of a difference, of a run that recorded a waveform. */
async function drawFailure(
  error: unknown,
  manifest: Manifest,
  waves: string | undefined,
): Promise<Pick<Failure, 'waveform'>> {
  const difference = differenceOf(error);
  if (waves === undefined || difference === undefined) return {};
  const { drawDifference } = await import('./regress-waveform.ts');
  const waveform = await drawDifference(manifest, resolve(waves), difference);
  return waveform === undefined ? {} : { waveform: { ...waveform } };
}

async function findDesign(test: RegressionTest, given: JobArguments): Promise<FolderDesign> {
  const folder = given.rtl ?? given.folder;
  const design =
    folder === undefined
      ? await generateDesign(await test.configuration())
      : await readDesign(resolve(folder));
  if (given.build === undefined || given.build === design.build) return design;
  throw new UsageError(
    `The design in ${design.folder} is ${design.build}, and not ${given.build} as when the regression began: it was changed meanwhile.`,
  );
}

async function toolVersions(): Promise<ToolVersions> {
  const { verilator, compiler } = await discoverToolchain();
  return {
    baton: version,
    node: process.versions.node,
    verilator: verilator.version,
    compiler: compiler.version,
  };
}
