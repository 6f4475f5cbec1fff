// SPDX-License-Identifier: Apache-2.0

import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { install, isInstalled } from './install.mjs';
import { findProblems, findVerilatorProblem } from './problems.mjs';
import { REQUIREMENT_FILES, RequirementsError } from './requirements.mjs';
import { InstallError } from './run-step.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const USAGE = 'usage: node scripts/bootstrap/bootstrap.mjs start|test|synth|firmware';

/**
 * Standard output belongs to what runs afterwards, which may print JSON.
 * @param {string} line
 */
function say(line) {
  console.error(line);
}

/**
 * Makes sure that all that `npm start` or `npm test` needs is there.
 * Exit status: 0 it is, 1 an installation failed, 2 a program is missing or the arguments are wrong, or that of the
 * signal that interrupted it, 130 after Ctrl-C.
 * @param {readonly string[]} commandArguments
 */
export async function run(commandArguments) {
  const [purpose] = commandArguments;
  if (!isPurpose(purpose) || commandArguments.length !== 1) {
    say(USAGE);
    process.exitCode = 2;
    return;
  }
  if (process.platform === 'win32') {
    say('Baton runs on Linux and macOS. Fix: run it inside WSL (wsl --install)');
    process.exitCode = 2;
    return;
  }
  const interruption = new AbortController();
  /** @type {number | undefined} */
  let interruptedStatus;
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(signal, () => {
      interruptedStatus ??= 128 + constants.signals[signal];
      interruption.abort();
    });
  }
  try {
    await ensureInstalled(purpose, interruption.signal);
  } catch (error) {
    process.exitCode = report(error, interruptedStatus);
  }
}

/**
 * @param {string | undefined} word
 * @returns {word is import('./requirements.mjs').RequirementSet}
 */
function isPurpose(word) {
  return word !== undefined && Object.hasOwn(REQUIREMENT_FILES, word);
}

/**
 * @param {import('./requirements.mjs').RequirementSet} purpose
 * @param {AbortSignal} signal
 */
async function ensureInstalled(purpose, signal) {
  if (refuse(findProblems(process.env, 'look')) || isInstalled(ROOT, purpose)) return;
  if (refuse([...findProblems(process.env, 'try'), ...findVerilatorProblem(ROOT, process.env)])) return;
  await install({ root: ROOT, environment: process.env, say, signal }, purpose);
}

/**
 * @param {unknown} error
 * @param {number | undefined} interruptedStatus nothing if it was not interrupted
 * @returns {number} the exit status
 */
function report(error, interruptedStatus) {
  if (interruptedStatus !== undefined) {
    say('installation interrupted; the next npm start or npm test goes on with it');
    return interruptedStatus;
  }
  if (error instanceof RequirementsError) {
    say(error.message);
    return 2;
  }
  if (!(error instanceof InstallError)) throw error;
  if (error.tail !== '') say(error.tail.replaceAll(/^/gm, '  | '));
  say(`${error.message}. Check the network, then run the same command again; npm run doctor shows the rest.`);
  return 1;
}

/**
 * @param {readonly string[]} problems
 * @returns {boolean} whether there are any
 */
function refuse(problems) {
  for (const problem of problems) say(problem);
  if (problems.length > 0) process.exitCode = 2;
  return problems.length > 0;
}
