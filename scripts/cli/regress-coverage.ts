// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type CoveragePoint,
  mergeCoverage,
  parseCoverage,
  summarizeCoverage,
} from '../../sim/coverage/index.ts';
import { type DesignCoverage, type Job, jobKey, type RunResult } from '../../sim/regression/index.ts';

/** Where the coverage of a run lies. */
export function coverageFile(folder: string, job: Job): string {
  return join(folder, 'coverage', `${jobKey(job)}.dat`);
}

/**
 * What the runs of each design have covered together.
 *
 * @param folders those of the parts
 * @throws CoverageFormatError for a file that is no coverage
 */
export async function readCoverage(
  folders: readonly string[],
  results: readonly RunResult[],
): Promise<readonly DesignCoverage[]> {
  const merged = new Map<string, { readonly design: string; runs: number; points: CoveragePoint[] }>();
  for (const { job, build } of results) {
    const found = await firstText(folders.map((folder) => coverageFile(folder, job)));
    if (found === undefined) continue;
    const before = merged.get(build) ?? { design: job.test.split('/')[0]!, runs: 0, points: [] };
    before.points = mergeCoverage([before.points, parseCoverage(found.text, found.path)]);
    before.runs += 1;
    merged.set(build, before);
  }
  return [...merged.values()].map(({ design, runs, points }) => ({
    design,
    runs,
    shares: summarizeCoverage(points).map(({ kind, covered, total, missing }) => ({
      ...{ kind, covered, total },
      // Bits are too many to be listed.
      missing: (kind === 'toggle' ? [] : missing).map(
        ({ file, line }) => `${file.split('/').at(-1)}:${line}`,
      ),
    })),
  }));
}

async function firstText(paths: readonly string[]) {
  for (const path of paths) {
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text !== undefined) return { path, text };
  }
  return undefined;
}
