// SPDX-License-Identifier: Apache-2.0

import { spawn } from 'node:child_process';

/** How many of a failed program's last lines help; more would bury the line that says what to do. */
const TAIL_LINES = 15;
const GRACE_MILLISECONDS = 5_000;

/**
 * Runs the program that its arguments name, and ends it with all it started when its own standard input ends, which it
 * does with the process at the other end of it, however that ends: an installer left alone would go on in a folder that
 * the next installation takes for its own.
 */
const RUN_WHILE_WATCHED = `
exec 3<&0 </dev/null
{ read -r end <&3; kill -KILL 0; } >/dev/null 2>&1 &
watcher=$!
"$@" 3<&-
status=$?
kill "$watcher"
exit "$status"`;

/** What a shell reports for a program that is not there, or may not be run. */
const NOT_STARTED = [126, 127];

/** A step of the installation did not succeed; `tail` holds the last lines the program wrote. */
export class InstallError extends Error {
  /**
   * @param {string} message
   * @param {string} tail
   */
  constructor(message, tail) {
    super(message);
    this.name = 'InstallError';
    this.tail = tail;
  }
}

/**
 * @typedef {object} Step
 * @property {string} label what is being done, for the user
 * @property {string} command
 * @property {readonly string[]} arguments
 * @property {string} folder
 * @property {NodeJS.ProcessEnv} environment
 * @property {number} timeoutSeconds
 * @property {AbortSignal} [signal] ends the program
 */

/**
 * Runs one program to its end and says so in two plain lines.
 * @param {Step} step
 * @param {(line: string) => void} say
 * @returns {Promise<string>} its standard output
 * @throws {InstallError} not found, status other than 0, timeout or aborted
 */
export async function runStep(step, say) {
  say(`${step.label} ...`);
  const start = performance.now();
  const { output } = await finish(step);
  say(`  done in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return output;
}

/**
 * @param {Step} step
 * @returns {Promise<{ output: string }>}
 */
function finish(step) {
  return new Promise((resolve, reject) => {
    step.signal?.throwIfAborted();
    // A process group of its own, so that the helpers a program starts end with it.
    const child = spawn('/bin/sh', ['-c', RUN_WHILE_WATCHED, 'sh', step.command, ...step.arguments], {
      cwd: step.folder,
      detached: true,
      env: step.environment,
    });
    /** @type {string | undefined} */
    let endedBecause;
    let output = '';
    let everything = '';
    /** @type {NodeJS.Timeout | undefined} */
    let grace;
    /** @param {string} reason */
    const end = (reason) => {
      endedBecause ??= reason;
      killGroup(child.pid, 'SIGTERM');
      grace ??= setTimeout(() => killGroup(child.pid, 'SIGKILL'), GRACE_MILLISECONDS);
    };
    const deadline = setTimeout(
      () => end(`did not end within ${step.timeoutSeconds} s`),
      step.timeoutSeconds * 1000,
    );
    const onAbort = () => end('was interrupted');
    step.signal?.addEventListener('abort', onAbort);
    const settle = () => {
      clearTimeout(deadline);
      clearTimeout(grace);
      step.signal?.removeEventListener('abort', onAbort);
    };
    child.stdout.on('data', (chunk) => {
      output += chunk;
      everything += chunk;
    });
    child.stderr.on('data', (chunk) => {
      everything += chunk;
    });
    child.on('error', (error) => {
      settle();
      reject(new InstallError(`${step.label}: a shell does not start: ${error.message}`, ''));
    });
    child.on('close', (status, signal) => {
      settle();
      if (status === 0 && endedBecause === undefined) return resolve({ output });
      reject(new InstallError(`${step.label}: ${endedBecause ?? failure()}`, lastLines(everything)));

      function failure() {
        if (status === null) return `ended by ${signal}`;
        return NOT_STARTED.includes(status)
          ? `${step.command} does not start`
          : `failed with status ${status}`;
      }
    });
  });
}

/**
 * @param {string} output
 * @returns {string} without stack traces, which push the line that tells the cause out of sight
 */
function lastLines(output) {
  const lines = output
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^(npm error)?\s+at \S/.test(line));
  return lines.slice(-TAIL_LINES).join('\n');
}

/**
 * @param {number | undefined} pid
 * @param {NodeJS.Signals} signal
 */
function killGroup(pid, signal) {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has ended already, which is what was asked for.
  }
}
