// SPDX-License-Identifier: Apache-2.0
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { execa } from 'execa';
import { lock } from 'proper-lockfile';
import { readFileList } from '../../sim/harness/index.ts';
import type { FolderDesign } from '../support/designs.ts';
import type { Setting } from './plan.ts';
import { readResults } from './results-xml.ts';

const pythonFolder = join(import.meta.dirname, 'python');
const builds = join(import.meta.dirname, '..', '..', '.cache', 'cocotb');

/** cocotb is not there, its tests failed, or it left no results. */
export class CocotbError extends Error {
  override readonly name = 'CocotbError';
}

/** Where a run leaves what it wrote. */
export interface RunFiles {
  readonly transcript: string;
  readonly results: string;
  readonly log: string;
}

/**
 * Runs a seed on a design with cocotb, in a Python process of its own.
 *
 * @param python interpreter that has cocotb
 * @param outputFolder receives transcript, results and log
 * @returns the lines of the transcript
 * @throws CocotbError when a test failed, or when nothing tells that all passed
 */
export async function runOnCocotb(
  python: string,
  { manifest, folder: sources }: Pick<FolderDesign, 'manifest' | 'folder'>,
  setting: Setting,
  outputFolder: string,
  signal?: AbortSignal,
): Promise<{ readonly lines: string[]; readonly files: RunFiles }> {
  // The simulator runs in a folder of its own.
  const folder = resolve(outputFolder);
  await mkdir(folder, { recursive: true });
  const written: RunFiles = {
    transcript: join(folder, 'transcript-cocotb.txt'),
    results: join(folder, 'results.xml'),
    log: join(folder, 'cocotb.log'),
  };
  for (const file of Object.values(written)) await rm(file, { force: true });
  const files = await readFileList(join(sources, 'files.f'));
  const settingFile = join(folder, 'setting.json');
  const { buffers, reserveForReturn: reserve } = manifest.configuration;
  const inputs = manifest.ports
    .filter(({ direction, name }) => direction === 'input' && name !== manifest.clock)
    .map(({ name }) => name);
  await writeFile(
    settingFile,
    JSON.stringify(namedForPython({ ...setting, buffers, reserve, inputs, transcript: written.transcript })),
  );
  const build = join(builds, basename(sources));
  await mkdir(build, { recursive: true });
  // Two runs of one design share its build, which Python makes again when the sources are newer.
  const release = await lock(build, { retries: { retries: 600, factor: 1, minTimeout: 500 } });
  try {
    const { all, timedOut } = await execa(
      python,
      [join(pythonFolder, 'run.py'), settingFile, written.results, manifest.top, build, ...files],
      {
        all: true,
        reject: false,
        timeout: 900_000,
        env: { MAKEFLAGS: `-j${availableParallelism()}` },
        ...(signal === undefined ? {} : { cancelSignal: signal }),
      },
    );
    await writeFile(written.log, `${all}\n`);
    signal?.throwIfAborted();
    if (timedOut) throw new CocotbError(`cocotb did not end within 900 s; see ${written.log}.`);
    return { lines: await collect(written, all ?? ''), files: written };
  } finally {
    await release();
  }
}

/** What a run left: the runner's exit status does not tell whether its tests passed. */
async function collect({ results, transcript, log }: RunFiles, said: string): Promise<string[]> {
  const text = await readFile(results, 'utf8').catch(() => undefined);
  if (text === undefined) {
    const last = said.trimEnd().split('\n').slice(-12).join('\n');
    throw new CocotbError(`cocotb left no results; see ${log}. It ended with:\n${last}`);
  }
  const { passed, failed } = readResults(text);
  if (failed.length > 0) throw new CocotbError(`cocotb finds a fault: ${failed.join('; ')}\nlog: ${log}`);
  if (passed === 0) throw new CocotbError(`cocotb ran no test; see ${log}.`);
  const lines = (await readFile(transcript, 'utf8')).trimEnd().split('\n');
  return lines;
}

function namedForPython(fields: object): object {
  const snakeCase = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [snakeCase(name), value]));
}
