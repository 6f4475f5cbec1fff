// SPDX-License-Identifier: Apache-2.0
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { execa } from 'execa';
import { lock } from 'proper-lockfile';
import { readFileList } from '../../sim/harness/index.ts';
import type { FolderDesign } from '../support/designs.ts';
import { readResults } from './results-xml.ts';

const program = join(import.meta.dirname, 'python', 'run.py');
const builds = join(import.meta.dirname, '..', '..', '.cache', 'cocotb');

/** cocotb is not there, its tests failed, or it left no results. */
export class CocotbError extends Error {
  override readonly name = 'CocotbError';
}

/** What a test is started with. */
export interface PythonTest {
  /** Interpreter that has cocotb. */
  readonly python: string;
  /** Path of the module with the test, without `.py`. */
  readonly module: string;
  /** What the test reads, as JSON, from the file named by `BATON_COCOTB_SETTING`. */
  readonly setting: object;
  /** Receives setting, results and log. */
  readonly outputFolder: string;
  readonly timeoutSeconds: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Builds a design for cocotb and runs a test on it, in a Python process of its own.
 *
 * @returns paths of what it left
 * @throws CocotbError when a test failed, or when nothing tells that all passed
 */
export async function runPythonTest(
  { manifest, folder: sources }: Pick<FolderDesign, 'manifest' | 'folder'>,
  { python, module, setting, outputFolder, timeoutSeconds, signal }: PythonTest,
): Promise<{ readonly results: string; readonly log: string }> {
  // The simulator runs in a folder of its own.
  const folder = resolve(outputFolder);
  await mkdir(folder, { recursive: true });
  const written = { results: join(folder, 'results.xml'), log: join(folder, 'cocotb.log') };
  for (const file of Object.values(written)) await rm(file, { force: true });
  const files = await readFileList(join(sources, 'files.f'));
  const settingFile = join(folder, 'setting.json');
  await writeFile(settingFile, JSON.stringify(setting));
  const build = join(builds, basename(sources));
  await mkdir(build, { recursive: true });
  // Two runs of one design share its build, which Python makes again when the sources are newer.
  const release = await lock(build, { retries: { retries: 600, factor: 1, minTimeout: 500 } });
  try {
    const { all, timedOut } = await execa(
      python,
      [program, settingFile, written.results, module, manifest.top, build, ...files],
      {
        all: true,
        reject: false,
        timeout: timeoutSeconds * 1000,
        env: { MAKEFLAGS: `-j${availableParallelism()}` },
        ...(signal === undefined ? {} : { cancelSignal: signal }),
      },
    );
    await writeFile(written.log, `${all}\n`);
    signal?.throwIfAborted();
    if (timedOut) throw new CocotbError(`cocotb did not end within ${timeoutSeconds} s; see ${written.log}.`);
    await judge(written, all ?? '');
    return written;
  } finally {
    await release();
  }
}

/** Reads what a run left: the runner's exit status does not tell whether its tests passed. */
async function judge(
  { results, log }: { readonly results: string; readonly log: string },
  said: string,
): Promise<void> {
  const text = await readFile(results, 'utf8').catch(() => undefined);
  if (text === undefined) {
    const last = said.trimEnd().split('\n').slice(-12).join('\n');
    throw new CocotbError(`cocotb left no results; see ${log}. It ended with:\n${last}`);
  }
  const { passed, failed } = readResults(text);
  if (failed.length > 0) throw new CocotbError(`cocotb finds a fault: ${failed.join('; ')}\nlog: ${log}`);
  if (passed === 0) throw new CocotbError(`cocotb ran no test; see ${log}.`);
}
