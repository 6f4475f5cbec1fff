// SPDX-License-Identifier: Apache-2.0

import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { findOnPath } from './find-program.mjs';
import { removeLink } from './remove-link.mjs';
import { runStep } from './run-step.mjs';
import { digest, readStamp, writeStamp } from './stamp.mjs';

/** @typedef {import('./install.mjs').Context} Context */

/** @param {string} root folder of the project */
function stampFile(root) {
  return join(root, 'node_modules', '.baton-stamp');
}

/** @param {string} root folder of the project */
function expectedStamp(root) {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  return digest([lock, process.platform, process.arch]);
}

/**
 * @param {string} root folder of the project
 * @returns {'current' | 'outdated' | 'missing'} node_modules compared with the lock
 */
export function npmPackagesState(root) {
  const stamp = readStamp(stampFile(root));
  if (stamp === undefined) return 'missing';
  return stamp === expectedStamp(root) ? 'current' : 'outdated';
}

/**
 * @param {NodeJS.ProcessEnv} environment
 * @returns {{ command: string, arguments: string[] }} how to start the npm that started this, or else the one on PATH
 */
export function npmCommand(environment) {
  const script = environment.npm_execpath;
  // Another package manager's script stands here when that one ran us.
  if (script && basename(script).startsWith('npm-cli')) {
    return { command: process.execPath, arguments: [script] };
  }
  return { command: findOnPath('npm', environment) ?? 'npm', arguments: [] };
}

/**
 * @param {NodeJS.ProcessEnv} environment
 * @returns {NodeJS.ProcessEnv} without the setting that newer npm versions warn about
 */
function withoutNodeFolder(environment) {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => name.toLowerCase() !== 'npm_config_nodedir'),
  );
}

/**
 * Installs exactly what package-lock.json names. No package of it needs its install script, so none is run.
 * @param {Context} context
 */
export async function installNpmPackages(context) {
  const { root, environment, say, signal } = context;
  const stamp = expectedStamp(root);
  const npm = npmCommand(environment);
  removeLink(join(root, 'node_modules'));
  const step = {
    label: 'installing npm packages (about 10 s)',
    command: npm.command,
    arguments: [...npm.arguments, 'ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'],
    folder: root,
    environment: withoutNodeFolder(environment),
    timeoutSeconds: 600,
    signal,
  };
  await runStep(step, say);
  writeStamp(stampFile(root), stamp);
}
