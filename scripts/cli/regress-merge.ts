// SPDX-License-Identifier: Apache-2.0
import { join, resolve } from 'node:path';
import {
  addToHistory,
  MergeError,
  mergeParts,
  noHistory,
  type Part,
  reportText,
  summarize,
} from '../../sim/regression/index.ts';
import { shownPath } from './project-folders.ts';
import { readCoverage } from './regress-coverage.ts';
import { partFolders, readPart, writeHistory, writeReports } from './regress-folder.ts';
import { CheckFailedError, UsageError } from './usage-error.ts';
import type { VerbResult } from './verb.ts';

/**
 * Joins the parts that lie in folders into one report, in the folder given, or else in the first one.
 *
 * @throws UsageError for folders without a regression and parts that do not belong together
 */
export async function mergeFolders(folders: readonly string[], out: string | undefined): Promise<VerbResult> {
  const [first] = folders;
  if (first === undefined) {
    throw new UsageError(
      'Name the folders to merge, or the one that holds them: baton regress merge out/regress.',
    );
  }
  const parts: Part[] = [];
  const partPaths = (await Promise.all(folders.map((name) => partFolders(resolve(name))))).flat();
  for (const folder of partPaths) {
    const part = await readPart(folder);
    if (part !== undefined) parts.push(part);
  }
  if (parts.length === 0) {
    throw new CheckFailedError(
      `There is no regression in ${folders.join(', ')}, so there is nothing to report.`,
    );
  }
  const merged = mergeOrRefuse(parts);
  const regression = { ...merged, coverage: await readCoverage(partPaths, merged.results) };
  const target = resolve(out ?? first);
  await writeReports(target, regression);
  await writeHistory(target, addToHistory(noHistory, regression.results));
  const summary = summarize(regression);
  return {
    passed: summary.passed,
    text: [
      `${parts.length} ${parts.length === 1 ? 'part' : 'parts'} merged`,
      reportText(summary),
      `report: ${shownPath(join(target, 'report.html'))}`,
    ].join('\n'),
    data: { folder: target, parts: parts.length, ...summary },
  };
}

function mergeOrRefuse(parts: readonly Part[]) {
  try {
    return mergeParts(parts);
  } catch (error) {
    throw error instanceof MergeError ? new UsageError(error.message, { cause: error }) : error;
  }
}
