// SPDX-License-Identifier: Apache-2.0
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buildModel } from '../../sim/harness/index.ts';
import { describeDesign } from '../../sim/session/index.ts';
import { dataOf, dataText, type ExperimentData, parseData } from './data.ts';
import { designOf, type Job } from './job.ts';
import { type Finished, measureJobs } from './measure-jobs.ts';
import { planOf } from './plan.ts';
import { prepare } from './prepare.ts';
import { withHeadline } from './report/readme.ts';
import { FIGURES, reportFiles } from './report/report.ts';
import { openResultStore } from './result-store.ts';

/** The parts to measure and how. */
export interface ExperimentOptions {
  readonly quick: boolean;
  readonly runs: readonly string[];
  readonly processes: number;
}

/** Builds every design that jobs need, one after another: each build uses all cores by itself. */
export async function buildDesigns(jobs: readonly Job[], say: (line: string) => void): Promise<void> {
  const designs = new Map(jobs.map((job) => [JSON.stringify(designOf(job).configuration), designOf(job)]));
  for (const { name, configuration } of designs.values()) {
    const { manifest, folder } = await prepare(configuration);
    const design = await describeDesign(manifest, folder, false);
    await buildModel(design, { onProgress: (line) => say(`${name}: ${line}`) });
  }
}

/** What is to be measured. */
export function jobsOf({ quick, runs }: ExperimentOptions): readonly Job[] {
  return planOf({ quick }, runs);
}

/** Measures what no earlier run has measured, and puts everything together. */
export async function measureAll(
  jobs: readonly Job[],
  { quick, runs, processes }: ExperimentOptions,
  say: (line: string) => void,
): Promise<ExperimentData> {
  const finished: readonly Finished[] = await measureJobs(jobs, await openResultStore(), processes, say);
  return dataOf(quick ? 'quick' : 'full', runs, finished);
}

/** Writes report, figures and tables into a folder, and the data themselves beside the figures. */
export async function writeReport(data: ExperimentData, folder: string): Promise<void> {
  await rm(join(folder, FIGURES), { recursive: true, force: true });
  const files = new Map(await reportFiles(data));
  files.set(`${FIGURES}/data.json`, dataText(data));
  for (const [name, text] of files) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}

/** Puts the sentence that the data come to into the README of the project. */
export async function writeHeadline(data: ExperimentData, readme: string): Promise<void> {
  await writeFile(readme, withHeadline(await readFile(readme, 'utf8'), data));
}

/** The data that a report in a folder was written from. */
export async function readData(folder: string): Promise<ExperimentData> {
  return parseData(await readFile(join(folder, FIGURES, 'data.json'), 'utf8'));
}
