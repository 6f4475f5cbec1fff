// SPDX-License-Identifier: Apache-2.0

import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { InstallError } from './run-step.mjs';

const HEARTBEAT_MILLISECONDS = 2_000;
const SILENT_MILLISECONDS = 60_000;
const POLL_MILLISECONDS = 200;

/**
 * @typedef {object} Owner
 * @property {number} pid
 * @property {string} host
 */

/**
 * @param {string} file
 * @returns {string | undefined} nothing if the lock is free
 */
function readLock(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * An owner that ended without removing its lock, by its process id here, by its silence anywhere.
 * @param {string} file
 * @param {string} content
 * @returns {boolean}
 */
function isAbandoned(file, content) {
  try {
    if (Date.now() - statSync(file).mtimeMs > SILENT_MILLISECONDS) return true;
    /** @type {Owner} */
    const owner = JSON.parse(content);
    return owner.host === hostname() && !isRunning(owner.pid);
  } catch {
    // It was removed meanwhile: the next attempt to take it will tell.
    return false;
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * @param {string} file
 * @param {string} content
 * @returns {boolean} whether the lock is ours now
 */
function tryTake(file, content) {
  const prepared = `${file}.${process.pid}`;
  writeFileSync(prepared, content);
  try {
    // A link appears with its content at once, and fails where the name is taken.
    linkSync(prepared, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(prepared, { force: true });
  }
}

/**
 * @param {string} file
 * @param {string} abandoned content of the lock judged abandoned
 */
function removeAbandoned(file, abandoned) {
  const aside = `${file}.abandoned.${process.pid}`;
  try {
    renameSync(file, aside);
    // Between judging and renaming, another may have removed the abandoned lock and taken its own: give that back.
    if (readLock(aside) !== abandoned) linkSync(aside, file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

/**
 * Runs one installation at a time in a folder, whoever starts it.
 * @template Result
 * @param {string} file the lock
 * @param {{ say(line: string): void, signal: AbortSignal, patienceSeconds: number }} options
 * @param {() => Promise<Result>} action
 * @returns {Promise<Result>}
 * @throws {InstallError} another one still installs after `patienceSeconds`
 */
export async function withInstallLock(file, options, action) {
  const content = JSON.stringify({ pid: process.pid, host: hostname(), started: performance.timeOrigin });
  const deadline = performance.now() + options.patienceSeconds * 1000;
  mkdirSync(dirname(file), { recursive: true });
  let hasSaid = false;
  while (!tryTake(file, content)) {
    const other = readLock(file);
    if (other === undefined) continue;
    if (isAbandoned(file, other)) {
      removeAbandoned(file, other);
      continue;
    }
    if (performance.now() > deadline) {
      const message = `another installation holds ${file} for more than ${options.patienceSeconds} s: ${other}`;
      throw new InstallError(`${message}. Wait for it, or end it and delete that file`, '');
    }
    if (!hasSaid) options.say('another npm start or npm test is installing: waiting for it ...');
    hasSaid = true;
    await delay(POLL_MILLISECONDS, undefined, { signal: options.signal });
  }
  const heartbeat = setInterval(() => utimesSync(file, new Date(), new Date()), HEARTBEAT_MILLISECONDS);
  try {
    return await action();
  } finally {
    clearInterval(heartbeat);
    if (readLock(file) === content) rmSync(file, { force: true });
  }
}
