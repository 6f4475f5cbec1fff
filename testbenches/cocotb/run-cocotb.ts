// SPDX-License-Identifier: Apache-2.0
import { readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { FolderDesign } from '../support/designs.ts';
import type { Setting } from './plan.ts';
import { runPythonTest } from './run-python-test.ts';

const module = join(import.meta.dirname, 'python', 'test_transcript');
const TIMEOUT_SECONDS = 900;

/** Where a run leaves what it wrote. */
export interface RunFiles {
  readonly transcript: string;
  readonly results: string;
  readonly log: string;
}

/**
 * Runs a seed on a design with cocotb.
 *
 * @param python interpreter that has cocotb
 * @param outputFolder receives transcript, results and log
 * @returns the lines of the transcript
 * @throws CocotbError when a test failed, or when nothing tells that all passed
 */
export async function runOnCocotb(
  python: string,
  design: Pick<FolderDesign, 'manifest' | 'folder'>,
  setting: Setting,
  outputFolder: string,
  signal?: AbortSignal,
): Promise<{ readonly lines: string[]; readonly files: RunFiles }> {
  const { configuration, clock, ports } = design.manifest;
  const transcript = join(resolve(outputFolder), 'transcript-cocotb.txt');
  await rm(transcript, { force: true });
  const { buffers, reserveForReturn: reserve } = configuration;
  const inputs = ports
    .filter(({ direction, name }) => direction === 'input' && name !== clock)
    .map(({ name }) => name);
  const files = await runPythonTest(design, {
    python,
    module,
    setting: namedForPython({ ...setting, buffers, reserve, inputs, transcript }),
    outputFolder,
    timeoutSeconds: TIMEOUT_SECONDS,
    signal,
  });
  const lines = (await readFile(transcript, 'utf8')).trimEnd().split('\n');
  return { lines, files: { ...files, transcript } };
}

function namedForPython(fields: object): object {
  const snakeCase = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [snakeCase(name), value]));
}
