// SPDX-License-Identifier: Apache-2.0

import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** A program that prints its version takes milliseconds; one that asks a question would hang for ever. */
const PROBE_TIMEOUT_MILLISECONDS = 20_000;

/**
 * @param {string} file
 * @returns {boolean}
 */
function isExecutableFile(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * @param {string} command a name, or a path
 * @param {NodeJS.ProcessEnv} environment its PATH is searched
 * @returns {string | undefined} the path of the first executable file of that name
 */
export function findOnPath(command, environment) {
  if (isAbsolute(command)) return isExecutableFile(command) ? command : undefined;
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, command)).find((file) => isExecutableFile(file));
}

/**
 * @param {import('./programs.mjs').Program} program
 * @param {NodeJS.ProcessEnv} environment
 * @returns {string[]} the paths of all its commands that are there, in order of preference
 */
export function findCandidates(program, environment) {
  const replacement = environment[program.environment ?? ''];
  const commands = replacement ? [replacement] : program.commands;
  return commands.map((command) => findOnPath(command, environment)).filter((file) => file !== undefined);
}

/**
 * @typedef {object} ProbeResult
 * @property {boolean} succeeded ended with status 0 in time
 * @property {string} output standard output and standard error
 */

/**
 * Runs a program to its end.
 * @param {string} file
 * @param {readonly string[]} programArguments
 * @param {{ readonly input?: string, readonly environment: NodeJS.ProcessEnv }} options
 * @returns {ProbeResult}
 */
export function probe(file, programArguments, options) {
  const result = spawnSync(file, programArguments, {
    encoding: 'utf8',
    env: options.environment,
    input: options.input ?? '',
    timeout: PROBE_TIMEOUT_MILLISECONDS,
  });
  return { succeeded: result.status === 0, output: `${result.stdout ?? ''}${result.stderr ?? ''}` };
}

/**
 * @param {string} file
 * @param {import('./programs.mjs').Program} program
 * @param {NodeJS.ProcessEnv} environment
 * @returns {string | undefined} the dotted number it prints, undefined if it doesn't run, prints none, or has no way to
 */
export function readVersion(file, program, environment) {
  if (program.versionArguments === undefined) return undefined;
  const { succeeded, output } = probe(file, program.versionArguments, { environment });
  return succeeded ? output.match(/\d+\.\d+(\.\d+)*/)?.[0] : undefined;
}
