// SPDX-License-Identifier: Apache-2.0
import { join, resolve } from 'node:path';
import {
  type Ending,
  isSamePlan,
  mergeParts,
  type Plan,
  type RunResult,
  reportText,
  type Summary,
  summarize,
} from '../../sim/regression/index.ts';
import { regressionTests } from '../../testbenches/regression/tests.ts';
import { interruptedStatus, onNextInterruption } from './interruption.ts';
import { runSteps } from './progress.ts';
import { outputFolder, shownPath } from './project-folders.ts';
import { readCoverage } from './regress-coverage.ts';
import {
  beginFolder,
  lockFolder,
  partFolder,
  readHistory,
  readPlan,
  readResults,
  writeEnd,
  writeReports,
} from './regress-folder.ts';
import { mergeFolders } from './regress-merge.ts';
import { checkOptions, type RegressArguments, regressOptions } from './regress-options.ts';
import { chooseTests, type PreparedPlan, preparePlan, restorePlan } from './regress-plan.ts';
import { buildDesigns, runPlan } from './regress-run.ts';
import { slurmScript } from './regress-slurm.ts';
import { UsageError } from './usage-error.ts';
import type { Verb, VerbResult } from './verb.ts';

/** `baton regress`: many tests with many seeds, and reports of what came of them. */
export const regressVerb: Verb<RegressArguments> = {
  options: regressOptions,
  async run(given) {
    if (given.pattern === 'merge') return mergeFolders(given.folders ?? [], given.out);
    checkOptions(given);
    if (given.list) return listTests(given);
    if (given.emit === 'slurm') {
      chooseTests(given);
      const text = slurmScript(given);
      return { passed: true, text, data: { script: text } };
    }
    return regress(given);
  },
};

function listTests(given: RegressArguments): VerbResult {
  const tests = chooseTests(given).map(({ name, unit, length }) => ({ name, unit, length }));
  const lines = tests.map(({ name, unit, length }) => `${name.padEnd(32)} ${length} ${unit}`);
  return { passed: true, text: lines.join('\n'), data: { tests, of: regressionTests.length } };
}

/** Where a regression lies. */
function folderOf({ out, shard, seed }: RegressArguments): string {
  const usual = join(outputFolder, 'regress');
  const folder = out === undefined ? (seed === undefined ? usual : join(usual, 'again')) : resolve(out);
  return shard === undefined ? folder : partFolder(folder, shard);
}

/** Plans, builds and runs; its `data` are the folder and the summary. */
export async function regress(
  given: RegressArguments & { readonly json: boolean },
): Promise<VerbResult & { readonly data: { readonly folder: string } & Summary }> {
  const folder = folderOf(given);
  const unlock = await lockFolder(folder);
  let signal: NodeJS.Signals | undefined;
  const giveBack = onNextInterruption((caught) => {
    signal = caught;
  });
  const isInterrupted = () => signal !== undefined;
  try {
    const history = await readHistory(folder);
    let prepared: PreparedPlan | undefined;
    let present: readonly RunResult[] = [];
    let results: readonly RunResult[] = [];
    await runSteps(
      [
        {
          title: 'take or generate the designs',
          run: async () => {
            const begun = given.resume ? await readPlan(folder) : undefined;
            prepared = await planFor(given, begun, () => preparePlan(given, history), folder);
            const isResumed = begun !== undefined;
            if (isResumed) present = await usableResults(folder, prepared.plan);
            await beginFolder(folder, prepared.plan, isResumed);
          },
        },
        {
          title: 'build the designs',
          run: (say) => buildDesigns(prepared!.designs, given.coverage === true, say, isInterrupted),
        },
        {
          title: 'run',
          keepsLines: true,
          run: async (say, keep) => {
            const { jobs, timeout, maxWaves, untilFail = false, coverage = false, minutes } = given;
            const limits = { jobs: jobs!, timeoutSeconds: timeout!, maxWaves: maxWaves! };
            const asked = { coverage, untilFail, minutes };
            const options = { ...prepared!, ...asked, folder, history, present, isInterrupted };
            results = await runPlan({ ...options, ...limits }, say, keep);
          },
        },
      ],
      given,
    );
    const ending: Ending = isInterrupted() ? 'interrupted' : 'complete';
    return await report({ folder, plan: prepared!.plan, results, ending, signal, given });
  } finally {
    giveBack();
    await unlock();
  }
}

/** The plan of the options; where a regression is resumed without any, the plan that it had. */
async function planFor(
  given: RegressArguments,
  begun: Plan | undefined,
  prepare: () => Promise<PreparedPlan>,
  folder: string,
): Promise<PreparedPlan> {
  const { pattern, seeds, baseSeed, length, untilFail, minutes, rerunFailed, rtl } = given;
  const isNamed = [pattern, seeds, baseSeed, length, minutes, rtl].some((option) => option !== undefined);
  if (begun === undefined) return prepare();
  if (!isNamed && !untilFail && !rerunFailed) return restorePlan(begun);
  const asked = await prepare();
  const own = { ...asked.plan, extra: begun.extra };
  if (isSamePlan(own, begun)) return { ...asked, plan: own };
  throw new UsageError(
    `The regression in ${shownPath(folder)} has other tests, seeds or lengths, so it cannot be resumed with these options. Use --resume alone, or choose another --out.`,
  );
}

/** The results of the plan's runs, those of a design that has changed since left out. */
async function usableResults(folder: string, { tests }: Plan): Promise<readonly RunResult[]> {
  const builds = new Map(tests.map(({ name, build }) => [name, build]));
  return (await readResults(folder)).filter(({ job, build }) => builds.get(job.test) === build);
}

async function report(options: {
  readonly folder: string;
  readonly plan: Plan;
  readonly results: readonly RunResult[];
  readonly ending: Ending;
  readonly signal: NodeJS.Signals | undefined;
  readonly given: RegressArguments;
}): ReturnType<typeof regress> {
  const { folder, plan, results, ending, signal, given } = options;
  // A part of a regression answers for its own runs.
  const regression = {
    ...mergeParts([{ name: folder, plan, results, ending }]),
    ...{ plan, problems: [], coverage: await readCoverage([folder], results) },
  };
  await writeReports(folder, regression);
  await writeEnd(folder, ending);
  const summary = summarize(regression);
  const resume = `npx baton regress --resume${given.out === undefined ? '' : ` --out ${given.out}`}${given.shard === undefined ? '' : ` --shard ${given.shard.index}/${given.shard.count}`}`;
  return {
    passed: summary.passed,
    ...(signal === undefined ? {} : { status: interruptedStatus(signal) }),
    text: [
      reportText(summary),
      `report: ${shownPath(join(folder, 'report.html'))}`,
      ...(signal === undefined ? [] : [`go on with: ${resume}`]),
    ].join('\n'),
    data: { folder, ...summary },
  };
}
