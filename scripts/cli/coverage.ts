// SPDX-License-Identifier: Apache-2.0
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Table from 'cli-table3';
import { lcovOf, mergeCoverage, parseCoverage, summarizeCoverage } from '../../sim/coverage/index.ts';
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

/** `coverage`: what several runs have covered together. */
export const coverageVerb: Verb<CoverageArguments> = {
  command: 'coverage [files..]',
  describe: 'merge the coverage of several runs, show what was missed, write lcov',
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
    const runs = await Promise.all(
      paths.map(async (path) => parseCoverage(await readFile(path, 'utf8'), path)),
    );
    const points = mergeCoverage(runs);
    const shares = summarizeCoverage(points);
    if (lcov !== undefined) await writeFile(lcov, lcovOf(points));
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
      text: [`${paths.length} runs`, table.toString(), ...missed].join('\n'),
      data: { runs: paths.length, shares, lcov },
    };
  },
};
