// SPDX-License-Identifier: Apache-2.0

import { join } from 'node:path';
import { withInstallLock } from './install-lock.mjs';
import { installNpmPackages, npmPackagesState } from './npm-packages.mjs';
import { createVirtualEnvironment, installPythonPackages, pythonPackagesState } from './python-packages.mjs';
import { isYosysWarm, warmUpYosys } from './yosys-warm-up.mjs';

/**
 * @typedef {object} Context
 * @property {string} root folder of the project
 * @property {NodeJS.ProcessEnv} environment
 * @property {(line: string) => void} say
 * @property {AbortSignal} signal
 */

/** @typedef {import('./requirements.mjs').RequirementSet} Purpose */

/**
 * @param {string} root folder of the project
 * @param {Purpose} purpose
 * @returns {boolean} whether all that the purpose needs is installed as locked
 */
export function isInstalled(root, purpose) {
  if (npmPackagesState(root) !== 'current' || pythonPackagesState(root, 'start') !== 'current') return false;
  if (purpose === 'start') return true;
  if (purpose === 'firmware') return pythonPackagesState(root, 'firmware') === 'current';
  if (pythonPackagesState(root, 'test') !== 'current' || !isYosysWarm(root)) return false;
  return purpose === 'test' || pythonPackagesState(root, 'synth') === 'current';
}

/**
 * Installs what is missing or outdated, in node_modules and .venv.
 * @param {Context} context
 * @param {Purpose} purpose
 * @throws {import('./run-step.mjs').InstallError}
 */
export async function install(context, purpose) {
  const { root, say, signal } = context;
  const lock = join(root, '.cache', 'install.lock');
  await withInstallLock(lock, { say, signal, patienceSeconds: 900 }, async () => {
    if (npmPackagesState(root) !== 'current') await installNpmPackages(context);
    if (pythonPackagesState(root, 'start') !== 'current') {
      await createVirtualEnvironment(context);
      await installPythonPackages(context, 'start');
    }
    if (purpose === 'start') return;
    if (purpose === 'firmware') {
      if (pythonPackagesState(root, 'firmware') !== 'current')
        await installPythonPackages(context, 'firmware');
      return;
    }
    if (pythonPackagesState(root, 'test') !== 'current') await installPythonPackages(context, 'test');
    if (!isYosysWarm(root)) await warmUpYosys(context);
    if (purpose === 'test') return;
    if (pythonPackagesState(root, 'synth') !== 'current') await installPythonPackages(context, 'synth');
  });
}
