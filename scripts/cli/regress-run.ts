// SPDX-License-Identifier: Apache-2.0
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildModel } from '../../sim/harness/index.ts';
import {
  addToHistory,
  allJobs,
  failureText,
  type History,
  type Job,
  jobKey,
  orderedJobs,
  type RunResult,
  runSchedule,
} from '../../sim/regression/index.ts';
import { describeDesign } from '../../sim/session/design-folder.ts';
import { coverageCounted } from '../../testbenches/regression/runs.ts';
import type { FolderDesign } from '../../testbenches/support/designs.ts';
import { coverageFile } from './regress-coverage.ts';
import { writeHistory, writeResult } from './regress-folder.ts';
import { createFollowUps } from './regress-follow-up.ts';
import type { PreparedPlan } from './regress-plan.ts';
import { createTally } from './regress-tally.ts';
import { runInProcess } from './regress-worker.ts';

/** How the runs of a plan are made. */
export interface RunOptions extends PreparedPlan {
  /** For plan, results and reports. */
  readonly folder: string;
  readonly history: History;
  /** Results that are there already. */
  readonly present: readonly RunResult[];
  readonly jobs: number;
  readonly timeoutSeconds: number;
  readonly maxWaves: number;
  /** Whether to find out which lines of the Verilog run. */
  readonly coverage: boolean;
  readonly untilFail: boolean;
  readonly minutes: number | undefined;
  readonly isInterrupted: () => boolean;
}

/** Builds each design once, so that the runs find it. */
export async function buildDesigns(
  designs: PreparedPlan['designs'],
  coverage: boolean,
  say: (line: string) => void,
  isInterrupted: () => boolean,
): Promise<void> {
  const distinct = new Map<string, FolderDesign>();
  for (const design of designs.values()) distinct.set(design.build, design);
  for (const { manifest, folder } of distinct.values()) {
    if (isInterrupted()) return;
    say(`${manifest.top}, ${manifest.digest}`);
    const design = await describeDesign(manifest, folder, false);
    await buildModel(design, { onProgress: say });
    if (coverage) await buildModel({ ...design, coverage: coverageCounted }, { onProgress: say });
  }
}

/**
 * Makes the runs of a plan that have no result yet, each in a process of its own, and writes each result when it is there.
 *
 * @param keep gets a line for each failure
 */
export async function runPlan(
  options: RunOptions,
  say: (line: string) => void,
  keep: (line: string) => void,
): Promise<readonly RunResult[]> {
  const { plan, designs, folder, present, untilFail, minutes, isInterrupted } = options;
  const workingFolder = join(folder, 'working');
  await mkdir(workingFolder, { recursive: true });
  for (const name of ['waves', 'coverage']) await mkdir(join(folder, name), { recursive: true });
  const results = new Map(present.map((result) => [jobKey(result.job), result]));
  const tally = createTally(allJobs(plan)?.length, options.jobs, say);
  for (const result of present) tally.ended(result);
  let { history } = options;
  let hasFailed = present.some(({ status }) => status === 'failed');
  const end = minutes === undefined ? Number.POSITIVE_INFINITY : performance.now() + minutes * 60_000;

  function runOne(
    job: Job,
    waves?: { file: string; fromCycle: number },
    coverage?: string,
  ): Promise<RunResult> {
    const { unit } = plan.tests.find(({ name }) => name === job.test)!;
    const { folder: design, build } = designs.get(job.test)!;
    const { rtl } = plan;
    const { timeoutSeconds } = options;
    return runInProcess(job, {
      ...{ design, build, unit, rtl, timeoutSeconds, workingFolder },
      ...(waves === undefined ? {} : { waves: { ...waves, file: join(folder, waves.file) } }),
      ...(coverage === undefined || unit !== 'cycles' ? {} : { coverage }),
    });
  }

  const followUp = createFollowUps({
    most: options.maxWaves,
    run: (job, waves) => runOne(job, waves),
    isOver: isInterrupted,
  });

  async function runAndKeep(job: Job): Promise<void> {
    tally.began(job);
    const result = await runOne(job, undefined, options.coverage ? coverageFile(folder, job) : undefined);
    // A process that an interruption ended says nothing about its run.
    if (isInterrupted()) return;
    const key = jobKey(job);
    await writeResult(folder, result);
    results.set(key, result);
    history = addToHistory(history, [result]);
    if (result.status === 'failed') {
      hasFailed = true;
      const known = await followUp(result);
      keep(failureText(known));
      await writeResult(folder, known);
      results.set(key, known);
    }
    tally.ended(result);
  }

  await runSchedule({
    items: withoutResult(orderedJobs(plan, history), results),
    concurrency: options.jobs,
    isOver: () => isInterrupted() || (untilFail && hasFailed) || performance.now() >= end,
    run: runAndKeep,
  });
  await writeHistory(folder, history);
  await rm(workingFolder, { recursive: true });
  return [...results.values()];
}

function* withoutResult(jobs: Iterable<Job>, results: ReadonlyMap<string, RunResult>): Generator<Job> {
  for (const job of jobs) {
    if (!results.has(jobKey(job))) yield job;
  }
}
