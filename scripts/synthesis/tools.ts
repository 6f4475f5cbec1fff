// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { findOnPath } from '../bootstrap/find-program.mjs';
import { projectFolder } from '../cli/project-folders.ts';
import { UsageError } from '../cli/usage-error.ts';

/** A tool failed. */
export class SynthesisError extends Error {
  override readonly name = 'SynthesisError';
}

/** The largest design takes some minutes on a machine that does nothing else. */
const TIMEOUT_SECONDS = 3 * 3600;
const LINES_SHOWN = 20;

/**
 * Runs a program of the pinned wheels in a folder; they see nothing outside of it.
 * @throws SynthesisError with the end of what it said, UsageError where it is not installed
 */
export async function runTool(program: string, words: readonly string[], folder: string): Promise<void> {
  const [file, python] = [program, 'python'].map((name) =>
    findOnPath(join(projectFolder, '.venv', 'bin', name), {}),
  );
  if (file === undefined || python === undefined) {
    throw new UsageError(`${program} is not in .venv. Fix: npm run synth, which installs it.`);
  }
  const launcher = join(import.meta.dirname, 'deep_stack.py');
  const { exitCode, all, timedOut } = await execa(python, [launcher, program, ...words], {
    cwd: folder,
    all: true,
    reject: false,
    stdin: 'ignore',
    timeout: TIMEOUT_SECONDS * 1000,
  });
  if (timedOut) throw new SynthesisError(`${program} did not end within ${TIMEOUT_SECONDS} s.`);
  if (exitCode !== 0) {
    const end = all.split('\n').slice(-LINES_SHOWN).join('\n');
    throw new SynthesisError(`${program} ended with exit status ${exitCode}:\n${end}`);
  }
}

/** The pinned versions of the tools, as the requirements name them. */
export async function pinnedTools(): Promise<readonly string[]> {
  const texts = await Promise.all(
    ['requirements-test.txt', 'requirements-synth.txt'].map((file) =>
      readFile(join(projectFolder, file), 'utf8'),
    ),
  );
  return texts.flatMap((text) => text.match(/^yowasp-(yosys|nextpnr-\w+)==\S+/gm) ?? []);
}
