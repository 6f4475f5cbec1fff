// SPDX-License-Identifier: Apache-2.0

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fakePath, makeFolder, writeProgram } from './fake-programs.test-support.ts';
import { findProblems, findVerilatorProblem } from './problems.mjs';
import { neededPrograms } from './programs.mjs';

const NAMES: readonly (readonly [command: string, name: string])[] = [
  ['npm', 'npm'],
  ['python3', 'python3'],
  ['g++', 'C++ compiler'],
  ['make', 'make'],
  ['perl', 'perl'],
  ['git', 'git'],
];

describe('the needed programs', () => {
  it('are no problem on a healthy machine', () => {
    const environment = { PATH: fakePath() };
    expect(findProblems(environment, 'look')).toEqual([]);
    expect(findProblems(environment, 'try')).toEqual([]);
  });

  it('are all among the names tested here', () => {
    expect(NAMES.map(([, name]) => name)).toEqual(neededPrograms.map(({ name }) => name));
  });

  it.each(NAMES)('%s missing gives one line with its cure', (command, name) => {
    const environment = { PATH: fakePath({ [command]: undefined }) };
    for (const effort of ['look', 'try'] as const) {
      const problems = findProblems(environment, effort);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatch(/^[^\n]* is missing; it [^\n]+\. Fix: [^\n]+$/);
      expect(problems[0]?.startsWith(`${name} `)).toBe(true);
    }
  });

  it('each give a line where all are missing', () => {
    expect(findProblems({ PATH: makeFolder() }, 'look')).toHaveLength(neededPrograms.length);
  });

  it.each([
    ['too old', 'python3', `echo 'Python 3.9.2'`, /^python3 3\.9\.2 \(.*\) is older than 3\.10; .*Fix: /],
    ['without venv', 'python3', `[ "$1" = -c ] && exit 1; echo 'Python 3.12.1'`, /lacks the venv module/],
    ['without C++17', 'g++', `[ "$1" = -std=c++17 ] && exit 1; echo 'g++ 4.8.5'`, /does not compile C\+\+17/],
    ['that only asks to be installed', 'git', 'exit 1', /^git \(.*\) does not run or prints no version/],
  ])('%s gives one line', (_, command, body, line) => {
    const problems = findProblems({ PATH: fakePath({ [command]: body }) }, 'try');
    expect(problems).toEqual([expect.stringMatching(line)]);
  });

  it('may be a later candidate where the first does not do', () => {
    const PATH = fakePath({ python3: `echo 'Python 3.9.2'`, 'python3.12': `echo 'Python 3.12.1'` });
    expect(findProblems({ PATH }, 'try')).toEqual([]);
  });

  it('include the compiler that CXX names, and no other', () => {
    const PATH = fakePath({ 'g++': undefined, 'clang++-19': `echo 'clang version 19.1.0'` });
    expect(findProblems({ PATH, CXX: 'clang++-19' }, 'try')).toEqual([]);
    expect(findProblems({ PATH: fakePath(), CXX: 'absent' }, 'try')).toEqual([
      expect.stringMatching(/^C\+\+ compiler is missing; .* Fix: unset CXX {2}# it names "absent"$/),
    ]);
  });
});

describe('the user’s own Verilator', () => {
  it('named by BATON_VERILATOR must run', () => {
    const folder = makeFolder();
    writeProgram(join(folder, 'verilator'), `echo 'Verilator 5.006 2023-01-22'`);
    const good = { PATH: '', BATON_VERILATOR: join(folder, 'verilator') };
    expect(findVerilatorProblem(folder, good)).toEqual([]);
    const bad = { PATH: '', BATON_VERILATOR: join(folder, 'absent') };
    expect(findVerilatorProblem(folder, bad)).toEqual([
      `BATON_VERILATOR names ${bad.BATON_VERILATOR}, which does not run. Fix: unset BATON_VERILATOR`,
    ]);
  });
});
