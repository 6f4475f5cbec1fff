// SPDX-License-Identifier: Apache-2.0
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import Table from 'cli-table3';
import type { Verdict } from '../experiment/criteria/criterion.ts';
import { judge } from '../experiment/criteria/index.ts';
import type { ExperimentData } from '../experiment/data.ts';
import { RUN_NAMES } from '../experiment/plan.ts';
import { headline } from '../experiment/report/headline.ts';
import {
  buildDesigns,
  type ExperimentOptions,
  jobsOf,
  measureAll,
  readData,
  writeHeadline,
  writeReport,
} from '../experiment/run-experiment.ts';
import { colorsFor } from './colors.ts';
import { singleText, wholeNumber } from './option-values.ts';
import { runSteps } from './progress.ts';
import { outputFolder, projectFolder, shownPath } from './project-folders.ts';
import { UsageError } from './usage-error.ts';
import type { Verb } from './verb.ts';

interface ExperimentArguments {
  readonly quick: boolean;
  readonly only?: string | undefined;
  readonly reportOnly: boolean;
  readonly out?: string | undefined;
  readonly jobs?: number | undefined;
}

/** `baton experiment`: what early release saves against hold, measured on the generated Verilog, and the report. */
export const experimentVerb: Verb<ExperimentArguments> = {
  options: (parser) =>
    parser
      .option('quick', {
        type: 'boolean',
        default: false,
        describe: 'the same figures at fewer points, in minutes',
      })
      .option('only', {
        requiresArg: true,
        describe: `these parts alone, separated by commas: ${RUN_NAMES.join(', ')}`,
        coerce: singleText('only'),
      })
      .option('reportOnly', {
        alias: 'report-only',
        type: 'boolean',
        default: false,
        describe: 'measure nothing: write the report anew from its data',
      })
      .option('out', {
        requiresArg: true,
        describe:
          'folder for report, figures and data; docs unless given, out/experiment-report with --quick or --only',
        coerce: singleText('out'),
      })
      .option('jobs', {
        requiresArg: true,
        describe: 'processes that measure; one for each core unless given',
        coerce: wholeNumber('jobs', 1, 256),
      })
      .example('$0 experiment --quick', 'all figures in a few minutes, under out')
      .example('$0 experiment --only X2,X3', 'two parts')
      .example('$0 experiment --report-only', 'docs/headline.md anew from its data'),
  run: async ({ quick, only, reportOnly, out, jobs, json }) => {
    const documents = join(projectFolder, 'docs');
    const unnamed = quick || only !== undefined ? join(outputFolder, 'experiment-report') : documents;
    const folder = out === undefined ? unnamed : resolve(out);
    const options = { quick, runs: runsOf(only), processes: jobs ?? availableParallelism() };
    const data = reportOnly ? await readData(folder) : await measure(options, json);
    await writeReport(data, folder);
    if (folder === documents) await writeHeadline(data, join(projectFolder, 'README.md'));
    const verdicts = judge(data);
    const passed = verdicts.every((verdict) => verdict.passed);
    return {
      passed,
      text: textOf(data, verdicts, folder),
      data: { verdicts, report: join(folder, 'headline.md') },
    };
  },
};

function runsOf(only: string | undefined): readonly string[] {
  if (only === undefined) return RUN_NAMES;
  const runs = only.split(',').map((run) => run.trim().toUpperCase());
  const unknown = runs.find((run) => !RUN_NAMES.includes(run));
  if (unknown === undefined) return RUN_NAMES.filter((run) => runs.includes(run));
  throw new UsageError(`--only names ${JSON.stringify(unknown)}; allowed are ${RUN_NAMES.join(', ')}.`);
}

async function measure(options: ExperimentOptions, json: boolean): Promise<ExperimentData> {
  const jobs = jobsOf(options);
  const measured: ExperimentData[] = [];
  await runSteps(
    [
      { title: 'build the circuits', run: (say) => buildDesigns(jobs, say) },
      {
        title: `measure ${jobs.length} points in ${options.processes} processes`,
        run: async (say) => {
          measured.push(await measureAll(jobs, options, say));
        },
      },
    ],
    { json },
  );
  return measured[0]!;
}

function textOf(data: ExperimentData, verdicts: readonly Verdict[], folder: string): string {
  const { green, red } = colorsFor(process.stdout);
  const table = new Table({
    head: ['', 'part', 'what', 'wanted', 'measured'],
    style: { head: [], border: [], compact: true },
  });
  for (const { run, what, wanted, measured, passed } of verdicts) {
    table.push([passed ? green('passed') : red('MISSED'), run, what, wanted, measured]);
  }
  const missed = verdicts.filter(({ passed }) => !passed).length;
  const sentence = headline(data);
  return [
    table.toString(),
    ...(sentence === undefined ? [] : [sentence]),
    `report: ${shownPath(join(folder, 'headline.md'))}`,
    `${verdicts.length} criteria, ${missed} missed`,
  ].join('\n');
}
