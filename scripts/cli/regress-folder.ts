// SPDX-License-Identifier: Apache-2.0
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import lockfile from 'proper-lockfile';
import type { z } from 'zod';
import { publishText } from '../../sim/harness/cache-files.ts';
import {
  type Ending,
  type History,
  historySchema,
  jobKey,
  junitReport,
  noHistory,
  type Part,
  type Plan,
  planSchema,
  type Regression,
  type RunResult,
  reportPage,
  runResultSchema,
  summarize,
} from '../../sim/regression/index.ts';
import { makeFolder } from './make-folder.ts';
import { shownPath } from './project-folders.ts';
import { UsageError } from './usage-error.ts';

const planFile = 'plan.json';
const historyFile = 'history.json';
const endFile = 'end.json';
const resultFolder = 'results';
const reportFiles = ['report.json', 'report.html', 'junit.xml'] as const;
/** What a regression that begins anew takes away; everything else in the folder stays. */
const cleared = [planFile, endFile, resultFolder, 'waves', 'coverage', 'working', ...reportFiles];

/** A lock whose holder gave no sign of life for so long belongs to a process that died. */
const staleMilliseconds = 10_000;

/** Reads a file of a regression; undefined when there is none. @throws UsageError when it is not what it should be */
async function readJson<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.infer<Schema> | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new UsageError(
      `${shownPath(path)} is not a file that this version of baton regress wrote; remove it, or choose another --out.`,
      { cause },
    );
  }
}

const writeJson = (path: string, value: unknown) => publishText(`${JSON.stringify(value, null, 1)}\n`, path);

/** Keeps other regressions out of a folder until the function that it returns is called. @throws UsageError */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await makeFolder(folder);
  try {
    return await lockfile.lock(folder, {
      lockfilePath: join(folder, 'lock'),
      stale: staleMilliseconds,
      // Of one that was killed the lock is left, and becomes stale.
      retries: { retries: 4, minTimeout: staleMilliseconds / 3, maxTimeout: staleMilliseconds / 3 },
      onCompromised: () => {},
    });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ELOCKED') throw cause;
    throw new UsageError(`Another regression runs in ${shownPath(folder)}; choose another --out.`, { cause });
  }
}

export const readPlan = (folder: string) => readJson(join(folder, planFile), planSchema);

export async function readHistory(folder: string): Promise<History> {
  return (await readJson(join(folder, historyFile), historySchema)) ?? noHistory;
}

export const writeHistory = (folder: string, history: History) =>
  writeJson(join(folder, historyFile), history);

/** Begins a regression in a folder: anew, or with the results that it has. */
export async function beginFolder(folder: string, plan: Plan, isResumed: boolean): Promise<void> {
  const gone = isResumed ? cleared.filter((name) => name === endFile || name === 'working') : cleared;
  for (const name of gone) await rm(join(folder, name), { recursive: true, force: true });
  await writeJson(join(folder, planFile), plan);
}

/** All results in a folder. @throws UsageError for a file that is none */
export async function readResults(folder: string): Promise<readonly RunResult[]> {
  const results = join(folder, resultFolder);
  const names = await readdir(results).catch(() => []);
  const read = names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => readJson(join(results, name), runResultSchema));
  return (await Promise.all(read)).filter((result) => result !== undefined);
}

/** Keeps the result of a run, in place of an earlier one of the same run. */
export async function writeResult(folder: string, result: RunResult): Promise<void> {
  await writeJson(join(folder, resultFolder, `${jobKey(result.job)}.json`), result);
}

/** Writes the reports; the mark that a regression came to its end is written last. */
export async function writeReports(folder: string, regression: Regression): Promise<void> {
  const { plan, results, coverage } = regression;
  const texts: Record<(typeof reportFiles)[number], string> = {
    'report.json': `${JSON.stringify({ format: 1, summary: summarize(regression), coverage, plan, results }, null, 1)}\n`,
    'report.html': reportPage(regression),
    'junit.xml': junitReport(regression),
  };
  for (const name of reportFiles) await publishText(texts[name], join(folder, name));
}

export const writeEnd = (folder: string, ending: Ending) => writeJson(join(folder, endFile), { ending });

/** The part of a regression that lies in a folder; undefined when there is none. */
export async function readPart(folder: string): Promise<Part | undefined> {
  const plan = await readPlan(folder);
  if (plan === undefined) return undefined;
  const end = await readFile(join(folder, endFile), 'utf8').catch(() => undefined);
  const ending = end === undefined ? undefined : (JSON.parse(end) as { ending: Ending }).ending;
  return { name: shownPath(folder), plan, results: await readResults(folder), ending };
}

/** The folder of a part of a regression. */
export function partFolder(folder: string, { index, count }: Plan['shard']): string {
  return join(folder, `part-${index}-of-${count}`);
}

/** Folders that hold parts: the folder itself, or those within it. */
export async function partFolders(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => undefined);
  if (names === undefined) throw new UsageError(`There is no folder ${shownPath(folder)} to merge.`);
  const parts = names.filter((name) => /^part-\d+-of-\d+$/.test(name)).sort();
  return parts.length > 0 ? parts.map((name) => join(folder, name)) : [folder];
}
