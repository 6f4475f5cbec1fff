// SPDX-License-Identifier: Apache-2.0

import { copyFileSync, cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fakePath, makeFolder } from '../bootstrap/fake-programs.test-support.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const reportSchema = z.object({
  ok: z.boolean(),
  findings: z.array(
    z.object({ name: z.string(), state: z.string(), level: z.string(), fix: z.string().optional() }),
  ),
});

/** The project as it is after a clone: nothing installed. */
function makeClone(): string {
  const root = makeFolder();
  for (const file of ['package.json', 'package-lock.json', 'requirements.txt', 'requirements-test.txt']) {
    copyFileSync(join(ROOT, file), join(root, file));
  }
  mkdirSync(join(root, 'scripts'));
  for (const folder of ['bootstrap', 'doctor']) {
    cpSync(join(ROOT, 'scripts', folder), join(root, 'scripts', folder), { recursive: true });
  }
  copyFileSync(join(ROOT, 'scripts', 'baton.mjs'), join(root, 'scripts', 'baton.mjs'));
  return root;
}

/** Runs a script of a project with nothing but `environment`. */
function runScript(root: string, script: string, environment: Record<string, string>, ...rest: string[]) {
  return execa(process.execPath, [join(root, 'scripts', script), ...rest], {
    env: environment,
    extendEnv: false,
    reject: false,
    timeout: 30_000,
  });
}

describe('the doctor, in a fresh clone', () => {
  it('finds all that is needed, and says what installs itself', async () => {
    const { stdout, stderr, exitCode } = await runScript(makeClone(), 'doctor/doctor.mjs', {
      PATH: fakePath(),
    });
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^ok +git +needed +2\.39\.5 /m);
    expect(stdout).toMatch(/^missing +node_modules +automatic +not installed yet: npm start does it/m);
    expect(stdout).toMatch(/^missing +iverilog +optional +is missing/m);
    expect(stdout).toMatch(/^ {2}optional: +iverilog +\S+/m);
    expect(stdout).toMatch(/All needed programs are there\. Next: npm start$/);
  });

  it.each([
    ['npm', 'npm'],
    ['python3', 'python3'],
    ['g++', 'C++ compiler'],
    ['make', 'make'],
    ['perl', 'perl'],
    ['git', 'git'],
  ])('fails without %s and gives the cure', async (command, name) => {
    const environment = { PATH: fakePath({ [command]: undefined }) };
    const { stdout, exitCode } = await runScript(makeClone(), 'doctor/doctor.mjs', environment, '--json');
    const report = reportSchema.parse(JSON.parse(stdout));
    expect(exitCode).toBe(1);
    expect(report.ok).toBe(false);
    const wrong = report.findings.filter(({ level, state }) => level === 'needed' && state !== 'found');
    expect(wrong).toEqual([{ name, level: 'needed', state: 'missing', fix: expect.stringMatching(/\S/) }]);
  });

  it('shows the Verilator that would be used', async () => {
    const PATH = fakePath({ verilator: `echo 'Verilator 5.006 2023-01-22'`, old: `echo 'Verilator 4.038'` });
    const root = makeClone();
    const fromPath = await runScript(root, 'doctor/doctor.mjs', { PATH });
    expect(fromPath.stdout).toMatch(/^ok +Verilator in use +needed +5\.006 .*, from PATH/m);
    const tooOld = await runScript(root, 'doctor/doctor.mjs', { PATH, BATON_VERILATOR: join(PATH, 'old') });
    expect(tooOld.stdout).toMatch(/^unusable +Verilator in use +needed +4\.038 .*is older than 5\.006/m);
    expect(tooOld.exitCode).toBe(1);
  });

  it('refuses an argument it does not know', async () => {
    const result = await runScript(makeClone(), 'doctor/doctor.mjs', { PATH: '' }, '--jsn');
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain('unknown argument: --jsn');
  });

  it('is a verb of the command line, which otherwise says what to install first', async () => {
    const root = makeClone();
    const environment = { PATH: fakePath() };
    expect((await runScript(root, 'baton.mjs', environment, 'doctor', '--json')).exitCode).toBe(0);
    const other = await runScript(root, 'baton.mjs', environment, 'generate');
    expect(other.exitCode).toBe(2);
    expect(other.stderr).toContain('node scripts/bootstrap/bootstrap.mjs start');
  });
});

describe('the start of npm start and npm test, in a fresh clone', () => {
  it.each([
    ['npm', 'npm'],
    ['python3', 'python3'],
    ['g++', 'C++ compiler'],
    ['make', 'make'],
    ['perl', 'perl'],
    ['git', 'git'],
  ])('without %s gives one line, before anything is tried', async (command, name) => {
    const root = makeClone();
    const environment = { PATH: fakePath({ [command]: undefined }) };
    const { stdout, stderr, exitCode } = await runScript(
      root,
      'bootstrap/bootstrap.mjs',
      environment,
      'start',
    );
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.split('\n')).toEqual([expect.stringContaining(`${name} is missing`)]);
    expect(stderr).toMatch(/Fix: \S/);
  });

  it('that fails shows what the program said', async () => {
    const environment = {
      PATH: fakePath({ npm: `[ "$1" = ci ] && { echo no network; exit 1; }; echo 10.8.2` }),
    };
    const { stderr, exitCode } = await runScript(
      makeClone(),
      'bootstrap/bootstrap.mjs',
      environment,
      'start',
    );
    expect(exitCode).toBe(1);
    expect(stderr).toContain('  | no network\n');
    expect(stderr).toContain('installing npm packages (about 10 s): failed with status 1. Check the network');
  });

  it('refuses other arguments', async () => {
    for (const wrong of [[], ['strat'], ['start', 'test']]) {
      const result = await runScript(makeClone(), 'bootstrap/bootstrap.mjs', { PATH: '' }, ...wrong);
      expect(result.exitCode).toBe(2);
      expect(result.stderr).toContain('usage: ');
    }
  });
});
