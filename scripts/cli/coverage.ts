// SPDX-License-Identifier: Apache-2.0
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import Table from 'cli-table3';
import {
  type CoverageSource,
  changedSources,
  lcovOf,
  mergeCoverage,
  parseCoverage,
  parseCoverageSources,
  summarizeCoverage,
} from '../../sim/coverage/index.ts';
import { currentDigest } from '../../sim/harness/index.ts';
import { makeFolder } from './make-folder.ts';
import { singleText, wholeNumber } from './option-values.ts';
import { UsageError } from './usage-error.ts';
import type { Verb } from './verb.ts';

interface CoverageArguments {
  readonly files?: readonly string[] | undefined;
  readonly lcov?: string | undefined;
  readonly missing: number | undefined;
}

/** A file as it is, a folder as all its coverage files. */
async function expand(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new UsageError(`'${path}' is not there; give files or folders of coverage.`);
  if (found.isFile()) return [path];
  const names = (await readdir(path)).filter((name) => name.endsWith('.dat')).sort();
  return names.map((name) => join(path, name));
}

interface Run {
  readonly path: string;
  readonly text: string;
  readonly sources: readonly CoverageSource[];
}

async function readRun(path: string): Promise<Run> {
  const text = await readFile(path, 'utf8');
  return { path, text, sources: parseCoverageSources(text) };
}

/**
 * The runs of the Verilog that is there now, and the others, each with the files that have changed since.
 *
 * @throws UsageError for runs of different Verilog whose file is not there to tell which is right, and when none is left
 */
async function withoutStale(runs: readonly Run[]) {
  const sources = runs.flatMap((run) => run.sources);
  const current = new Map<string, string | undefined>();
  for (const name of new Set(sources.map((source) => source.name))) {
    const digest = await currentDigest(name);
    const digests = new Set(sources.filter((source) => source.name === name).map((source) => source.digest));
    if (digest === undefined && digests.size > 1) {
      throw new UsageError(
        `The runs are of ${digests.size} different '${name}', which is not there; merge those of one.`,
      );
    }
    current.set(name, digest);
  }
  const judged = runs.map((run) => ({ ...run, changed: changedSources(run.sources, current) }));
  const stale = judged.filter(({ changed }) => changed.length > 0);
  if (stale.length === runs.length) {
    throw new UsageError(
      `All ${runs.length} runs are older than their Verilog (${stale[0]!.changed.join(', ')}); delete them and run the tests again.`,
    );
  }
  return { kept: judged.filter(({ changed }) => changed.length === 0), stale };
}

/** `coverage`: what several runs have covered together. */
export const coverageVerb: Verb<CoverageArguments> = {
  options: (parser) =>
    parser
      .positional('files', { type: 'string', array: true, describe: '.dat files, or folders of them' })
      .option('lcov', { describe: 'lcov file to write', coerce: singleText('lcov') })
      .option('missing', {
        default: 20,
        describe: 'how many missed points to show of each kind',
        coerce: wholeNumber('missing', 0, 1_000_000),
      })
      .example('$0 coverage out/coverage --lcov out/lcov.info', 'all runs in a folder'),
  async run({ files = [], lcov, missing = 20 }) {
    const paths = (await Promise.all(files.map(expand))).flat();
    if (paths.length === 0)
      throw new UsageError('There is no coverage to merge; give .dat files, or folders of them.');
    const { kept, stale } = await withoutStale(await Promise.all(paths.map(readRun)));
    const points = mergeCoverage(kept.map(({ text, path }) => parseCoverage(text, path)));
    const shares = summarizeCoverage(points);
    if (lcov !== undefined) {
      await makeFolder(dirname(lcov));
      await writeFile(lcov, lcovOf(points));
    }
    const leftOut = stale.map(
      ({ path, changed }) => `left out, ${changed.join(', ')} has changed since: ${path}`,
    );
    const table = new Table({ head: ['', 'covered', 'of', '%'], style: { head: [], border: [] } });
    for (const { kind, covered, total } of shares) {
      table.push([kind, covered, total, ((100 * covered) / total).toFixed(1)]);
    }
    const missed = shares.flatMap((share) => [
      ...share.missing
        .slice(0, missing)
        .map(
          ({ kind, file, line, subject, module }) => `missed ${kind}: ${file}:${line} ${module} ${subject}`,
        ),
      ...(share.missing.length > missing
        ? [`and ${share.missing.length - missing} more of kind ${share.kind}`]
        : []),
    ]);
    return {
      passed: true,
      text: [`${kept.length} runs`, ...leftOut, table.toString(), ...missed].join('\n'),
      data: { runs: kept.length, leftOut: stale.map(({ path }) => path), shares, lcov },
    };
  },
};
