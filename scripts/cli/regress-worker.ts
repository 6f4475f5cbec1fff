// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { guardProcessGroup } from '../../sim/harness/process-group.ts';
import {
  type Failure,
  type Job,
  jobKey,
  type RunResult,
  runResultSchema,
} from '../../sim/regression/index.ts';
import { projectFolder } from './project-folders.ts';
import { repeatCommand } from './regress-command.ts';

/** Where and how runs are made. */
export interface WorkerOptions {
  /** With the Verilog. */
  readonly design: string;
  readonly build: string;
  readonly unit: RunResult['unit'];
  readonly rtl: string | null;
  readonly timeoutSeconds: number;
  /** For the result of the process. */
  readonly workingFolder: string;
  readonly waves?: { readonly file: string; readonly fromCycle: number };
  /** File for the coverage of the run. */
  readonly coverage?: string;
}

const mostOutputCharacters = 4_000;
const program = join(projectFolder, 'scripts', 'baton.mjs');

/** Makes one run in a process of its own. However that ends, there is a result. */
export async function runInProcess(job: Job, options: WorkerOptions): Promise<RunResult> {
  const { design, build, unit, rtl, timeoutSeconds, waves, coverage } = options;
  const resultFile = join(options.workingFolder, `${jobKey(job)}${waves === undefined ? '' : '-waves'}.json`);
  const start = performance.now();
  const child = execa(
    process.execPath,
    [
      ...[program, 'regress-job', job.test, '--seed', `${job.seed}`, '--length', `${job.length}`],
      ...(rtl === null ? ['--folder', design] : ['--rtl', rtl]),
      ...['--build', build, '--result', resultFile],
      ...(waves === undefined ? [] : ['--waves', waves.file, '--waves-from', `${waves.fromCycle}`]),
      ...(coverage === undefined ? [] : ['--coverage', coverage]),
    ],
    {
      all: true,
      stdin: 'ignore',
      reject: false,
      timeout: timeoutSeconds * 1000,
      forceKillAfterDelay: 2000,
      // A run may start compilers, which are to end with it.
      detached: true,
      cleanup: false,
    },
  );
  guardProcessGroup(child);
  const ended = await child;
  const written = await readResult(resultFile, job);
  if (written !== undefined && !ended.timedOut) return written;
  return {
    format: 1,
    job,
    unit,
    build,
    status: 'failed',
    seconds: Number(((performance.now() - start) / 1000).toFixed(3)),
    tools: { node: process.versions.node },
    command: repeatCommand(job, rtl),
    failure: ended.timedOut
      ? {
          kind: 'timeout',
          name: 'Timeout',
          message: `The run did not end within ${timeoutSeconds} s and was stopped.`,
        }
      : crash(ended),
  };
}

async function readResult(file: string, job: Job): Promise<RunResult | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const result = runResultSchema.parse(JSON.parse(text));
    return jobKey(result.job) === jobKey(job) ? result : undefined;
  } catch {
    // Whatever it wrote is no result, which is what the caller needs to know.
    return undefined;
  }
}

function crash(ended: {
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  readonly all?: string | undefined;
}): Failure {
  const how =
    ended.signal === undefined ? `ended with status ${ended.exitCode}` : `was ended by ${ended.signal}`;
  const output = (ended.all ?? '').slice(-mostOutputCharacters).trim();
  return {
    kind: 'crash',
    name: 'Crash',
    message: [
      `The process of the run ${how} and left no result.`,
      ...(output === '' ? [] : ['It had written:', output]),
    ].join('\n'),
  };
}
