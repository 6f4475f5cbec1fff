// SPDX-License-Identifier: Apache-2.0

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * A stamp says from what something was installed. It lies inside the thing it speaks of, so both vanish together,
 * and is written last, so an installation that was cut off has none.
 * @param {string} file
 * @returns {string | undefined} nothing if there is no such stamp
 */
export function readStamp(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * @param {string} file
 * @param {string} content
 */
export function writeStamp(file, content) {
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, content);
  renameSync(unfinished, file);
}

/**
 * @param {readonly string[]} parts
 * @returns {string} a digest that differs when any part does
 */
export function digest(parts) {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
