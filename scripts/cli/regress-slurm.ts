// SPDX-License-Identifier: Apache-2.0

import { join } from 'node:path';
import { batonCommand } from './command-text.ts';
import { outputFolder, shownPath } from './project-folders.ts';
import type { RegressArguments } from './regress-options.ts';

const usualParts = 4;

/**
 * A script for `sbatch`: an array of jobs, each of which makes one part of the runs. A job that is started again, by Slurm or
 * by submitting the script once more, goes on where it was.
 */
export function slurmScript(given: RegressArguments): string {
  const { pattern, unit, engine, seeds, seed, baseSeed, length } = given;
  const { untilFail, minutes, timeout, maxWaves, rtl, jobs } = given;
  const parts = given.shards ?? usualParts;
  const out = given.out ?? shownPath(join(outputFolder, 'regress'));
  const option = (name: string, value: number | string | undefined): string[] =>
    value === undefined ? [] : [`--${name}`, String(value)];
  const command = batonCommand('regress', [
    ...(pattern === undefined ? [] : [pattern]),
    ...option('unit', unit),
    ...option('engine', engine),
    ...option('seeds', seeds),
    ...option('seed', seed),
    ...option('base-seed', baseSeed),
    ...option('length', length),
    ...(untilFail ? ['--until-fail'] : []),
    ...option('minutes', minutes),
    ...option('rtl', rtl),
    ...option('timeout', timeout),
    ...option('max-waves', maxWaves),
    ...(given.coverage ? ['--coverage'] : []),
    ...option('jobs', jobs),
    ...option('out', out),
  ]);
  return `#!/bin/bash
# Parts of a regression. Submit it in the folder of the project, which all machines must share.
# Afterwards: ${batonCommand('regress', ['merge', out])}
#SBATCH --job-name=baton-regress
#SBATCH --array=1-${parts}
#SBATCH --cpus-per-task=${jobs}
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output=baton-regress-%A-%a.txt

exec ${command} --shard "\${SLURM_ARRAY_TASK_ID}/${parts}" --resume
`;
}
