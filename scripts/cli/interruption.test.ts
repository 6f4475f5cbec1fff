// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { constants } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { projectFolder } from './project-folders.ts';
import { startBaton, temporaryFolder } from './run-baton.test-support.ts';

const TIMEOUT = 120_000;
const waiting = { timeout: 60_000, interval: 5 };

let scratch: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  scratch = await temporaryFolder();
});
afterEach(() => scratch.remove());

/** What was put beside the temporary files of Node and its loaders. */
const ownEntries = async () => (await readdir(scratch.path)).filter((name) => name.startsWith('baton-'));

/** Waits until a clone is under way in the scratch folder. */
const cloning = () =>
  vi.waitUntil(
    async () => (await ownEntries()).some((name) => existsSync(join(scratch.path, name, 'clone'))),
    waiting,
  );

/** Command lines of running programs that have the scratch folder as the place of temporary files. */
async function runningPrograms(): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const programs = await Promise.all(
    ids.map(async (id) => {
      const read = (file: string) => readFile(`/proc/${id}/${file}`, 'utf8').catch(() => '');
      return (await read('environ')).includes(`TMPDIR=${scratch.path}`) ? [await read('cmdline')] : [];
    }),
  );
  return programs.flat();
}

async function expectNothingLeft(): Promise<void> {
  await vi.waitUntil(async () => (await ownEntries()).length === 0, waiting);
  if (process.platform !== 'linux') {
    console.warn('NOT CHECKED: whether a process was left behind, which is looked up in /proc.');
    return;
  }
  await vi.waitUntil(async () => (await runningPrograms()).length === 0, waiting);
}

describe.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('an interruption by %s', { timeout: TIMEOUT }, (signal, status) => {
  it(`of baton simulate leaves nothing behind and exits ${status}`, async () => {
    const baton = startBaton(['simulate', '--preset', 'channel', '--traffic', 'git'], {
      TMPDIR: scratch.path,
    });
    await cloning();
    baton.kill(signal);
    const { exitCode, stderr } = await baton;
    expect(exitCode).toBe(status);
    expect(stderr.split('\n').at(-1)).toBe('interrupted');
    await expectNothingLeft();
  });

  it(`of npm start, as by a terminal, leaves nothing behind and exits ${status}`, async () => {
    const npm = execa('npm', ['start'], {
      cwd: projectFolder,
      env: { TMPDIR: scratch.path },
      detached: true,
      reject: false,
      stdin: 'ignore',
      timeout: TIMEOUT,
    });
    await cloning();
    process.kill(-npm.pid!, signal);
    const { exitCode, signal: endedBy } = await npm;
    // npm hands on the signal to its children and then dies of it; a shell reports that as the same status.
    expect(exitCode ?? 128 + constants.signals[endedBy!]).toBe(status);
    await expectNothingLeft();
  });
});
