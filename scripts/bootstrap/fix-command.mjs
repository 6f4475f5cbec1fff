// SPDX-License-Identifier: Apache-2.0

import { findOnPath } from './find-program.mjs';

/** @typedef {'apt' | 'dnf' | 'brew' | 'unknown'} PackageManager */

/**
 * @param {NodeJS.ProcessEnv} environment
 * @returns {PackageManager} the package manager of this machine
 */
export function findPackageManager(environment) {
  if (process.platform === 'darwin') return 'brew';
  // A user with a short PATH still has the package manager in its usual place.
  const searched = { PATH: `${environment.PATH ?? ''}:/usr/bin:/usr/local/bin` };
  if (findOnPath('apt-get', searched) !== undefined) return 'apt';
  if (findOnPath('dnf', searched) !== undefined) return 'dnf';
  if (findOnPath('brew', searched) !== undefined) return 'brew';
  return 'unknown';
}

/**
 * @param {import('./programs.mjs').PackageNames} packages
 * @param {PackageManager} manager
 * @param {boolean} isRoot whether the user needs no `sudo`
 * @returns {string} the command a user can paste into a shell
 */
export function fixCommand(packages, manager, isRoot) {
  const sudo = isRoot ? '' : 'sudo ';
  const source = packages[manager === 'unknown' ? 'dnf' : manager];
  if (typeof source !== 'string') return source.command;
  switch (manager) {
    case 'apt':
      return `${sudo}apt-get update && ${sudo}apt-get install -y ${source}`;
    case 'dnf':
      return `${sudo}dnf install -y ${source}`;
    case 'brew':
      return `brew install ${source}`;
    case 'unknown':
      return `install ${source} with the package manager of this system`;
  }
}
