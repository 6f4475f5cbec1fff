// SPDX-License-Identifier: Apache-2.0

import { findCandidates, probe, readVersion } from './find-program.mjs';
import { isAtLeast } from './node-version.mjs';
import { compiler, python } from './programs.mjs';

/**
 * What is known about one program of this machine.
 * @typedef {object} Inspection
 * @property {import('./programs.mjs').Program} program
 * @property {'found' | 'missing' | 'unusable'} state
 * @property {string} [file] its path; of an unusable one too
 * @property {string} [version]
 * @property {string} [fault] why it is unusable
 */

/** A use of C++17's language and library, so that a compiler without its headers is found out too. */
const CPP17_SAMPLE = '#include <string_view>\ninline constexpr std::string_view text = "17";\n';

/** Debian splits the parts that make a virtual environment from Python itself. */
const VENV_SAMPLE = 'import venv, ensurepip';

/**
 * @param {string} file
 * @param {import('./programs.mjs').Program} program
 * @param {NodeJS.ProcessEnv} environment
 * @returns {string | undefined} what it can't do
 */
function findFault(file, program, environment) {
  if (program === python && !probe(file, ['-c', VENV_SAMPLE], { environment }).succeeded) {
    return 'lacks the venv module (python3-venv)';
  }
  const dryRun = ['-std=c++17', '-fsyntax-only', '-x', 'c++', '-'];
  if (program === compiler && !probe(file, dryRun, { environment, input: CPP17_SAMPLE }).succeeded) {
    return 'does not compile C++17';
  }
  return undefined;
}

/**
 * @param {string} file
 * @param {import('./programs.mjs').Program} program
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Inspection}
 */
function inspectCandidate(file, program, environment) {
  if (program.versionArguments === undefined) return { program, state: 'found', file };
  const version = readVersion(file, program, environment);
  if (version === undefined) {
    return { program, state: 'unusable', file, fault: 'does not run or prints no version' };
  }
  if (program.minimum !== undefined && !isAtLeast(version, program.minimum)) {
    return { program, state: 'unusable', file, version, fault: `is older than ${program.minimum}` };
  }
  const fault = findFault(file, program, environment);
  if (fault !== undefined) return { program, state: 'unusable', file, version, fault };
  return { program, state: 'found', file, version };
}

/**
 * Finds a program and tries it: it must run, be new enough and be able to do what it is needed for.
 * Where several candidates are there, the first usable one counts.
 * @param {import('./programs.mjs').Program} program
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Inspection}
 */
export function inspectProgram(program, environment) {
  /** @type {Inspection | undefined} */
  let unusable;
  for (const file of findCandidates(program, environment)) {
    const inspection = inspectCandidate(file, program, environment);
    if (inspection.state === 'found') return inspection;
    unusable ??= inspection;
  }
  return unusable ?? { program, state: 'missing' };
}

/**
 * Only looks whether a file of that name is there: cheap enough for every start.
 * @param {import('./programs.mjs').Program} program
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Inspection}
 */
export function lookForProgram(program, environment) {
  const [file] = findCandidates(program, environment);
  return file === undefined ? { program, state: 'missing' } : { program, state: 'found', file };
}

/**
 * @param {Inspection} inspection of a missing or unusable program
 * @returns {string} what is wrong, without the program's name
 */
export function describeFault({ state, file, version, fault }) {
  if (state === 'missing') return 'is missing';
  return `${version === undefined ? '' : `${version} `}(${file}) ${fault}`;
}

/**
 * @param {Inspection} inspection of a missing or unusable program
 * @param {string} fix the command that cures it
 * @returns {string} one line
 */
export function describeProblem(inspection, fix) {
  const { program } = inspection;
  return `${program.name} ${describeFault(inspection)}; it ${program.purpose}. Fix: ${fix}`;
}
