// SPDX-License-Identifier: Apache-2.0

import { MINIMUM_NODE, NODE_FIX } from './node-version.mjs';

/**
 * What holds a program, by package manager: the names of packages, or a complete command where no package does.
 * @typedef {string | { readonly command: string }} PackageSource
 * @typedef {{ readonly apt: PackageSource, readonly dnf: PackageSource, readonly brew: PackageSource }} PackageNames
 */

/**
 * A program of the machine that Baton uses and doesn't bring along.
 * @typedef {object} Program
 * @property {string} name what the user calls it
 * @property {readonly string[]} commands the first of these found on PATH is taken
 * @property {boolean} needed false: only what `purpose` says is left out without it
 * @property {string} purpose
 * @property {readonly string[]} [versionArguments] printing a version number, status 0; absent where there is none
 * @property {string} [minimum] the oldest version accepted
 * @property {PackageNames} packages
 * @property {string} [environment] an environment variable that, where it is set, replaces `commands` by its value
 */

const XCODE = { command: 'xcode-select --install' };
const NODE = { command: NODE_FIX };
const NPM_TEST = { command: 'npm test  # installs it in .venv' };

/** @type {Program} */
export const node = {
  name: 'node',
  commands: ['node'],
  needed: true,
  purpose: 'runs everything',
  versionArguments: ['--version'],
  minimum: MINIMUM_NODE,
  packages: { apt: NODE, dnf: 'nodejs', brew: 'node' },
};

/** @type {Program} */
export const npm = {
  name: 'npm',
  commands: ['npm'],
  needed: true,
  purpose: 'installs the locked packages',
  versionArguments: ['--version'],
  packages: { apt: NODE, dnf: 'nodejs-npm', brew: 'node' },
};

/** @type {Program} */
export const python = {
  name: 'python3',
  commands: ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10'],
  needed: true,
  purpose: 'installs Verilator and Yosys in .venv',
  versionArguments: ['--version'],
  minimum: '3.10',
  packages: { apt: 'python3 python3-venv', dnf: 'python3', brew: 'python' },
};

/** @type {Program} */
export const compiler = {
  name: 'C++ compiler',
  commands: ['g++', 'clang++', 'c++'],
  needed: true,
  purpose: 'compiles simulation models (C++17)',
  versionArguments: ['--version'],
  packages: { apt: 'g++', dnf: 'gcc-c++', brew: XCODE },
  environment: 'CXX',
};

/** @type {Program} */
export const make = {
  name: 'make',
  commands: ['make', 'gmake'],
  needed: true,
  purpose: 'builds that Verilator runs itself',
  versionArguments: ['--version'],
  packages: { apt: 'make', dnf: 'make', brew: XCODE },
};

/** @type {Program} */
export const perl = {
  name: 'perl',
  commands: ['perl'],
  needed: true,
  purpose: 'starts Verilator',
  versionArguments: ['-e', 'printf "%vd", $^V'],
  packages: { apt: 'perl', dnf: 'perl', brew: 'perl' },
};

/** @type {Program} */
export const git = {
  name: 'git',
  commands: ['git'],
  needed: true,
  purpose: 'is the real traffic of the main job',
  versionArguments: ['--version'],
  packages: { apt: 'git', dnf: 'git', brew: XCODE },
};

/** @type {Program} */
export const verilator = {
  name: 'verilator',
  commands: ['verilator'],
  needed: false,
  purpose: 'a second Verilator beside the pinned one, for cross-checks',
  versionArguments: ['--version'],
  minimum: '5.6',
  packages: { apt: 'verilator', dnf: 'verilator', brew: 'verilator' },
};

/** @type {Program} */
export const iverilog = {
  name: 'iverilog',
  commands: ['iverilog'],
  needed: false,
  purpose: 'an independent simulator, for cross-checks',
  versionArguments: ['-V'],
  packages: { apt: 'iverilog', dnf: 'iverilog', brew: 'icarus-verilog' },
};

/** @type {Program} */
export const yosys = {
  name: 'yosys',
  commands: ['yosys'],
  needed: false,
  purpose: 'synthesis checks (npm test installs one in .venv)',
  versionArguments: ['-V'],
  packages: { apt: 'yosys', dnf: 'yosys', brew: 'yosys' },
};

/** @type {Program} */
export const yices = {
  name: 'yices-smt2',
  commands: ['yices-smt2'],
  needed: false,
  purpose: 'proofs for all time (npm test installs one in .venv)',
  versionArguments: ['--version'],
  packages: { apt: NPM_TEST, dnf: NPM_TEST, brew: 'yices2' },
};

/** @type {Program} */
export const fusesoc = {
  name: 'fusesoc',
  commands: ['fusesoc'],
  needed: false,
  purpose: 'lints and tries generated cores (npm test installs one in .venv)',
  versionArguments: ['--version'],
  packages: { apt: NPM_TEST, dnf: NPM_TEST, brew: NPM_TEST },
};

/** @type {Program} */
export const cCompiler = {
  name: 'C compiler',
  commands: ['gcc', 'clang', 'cc'],
  needed: false,
  purpose: 'compiles the C header of registers',
  versionArguments: ['--version'],
  packages: { apt: 'gcc', dnf: 'gcc', brew: XCODE },
};

/** @type {Program} */
export const rpcinfo = {
  name: 'rpcinfo',
  // The PATH of an ordinary user often leaves out where administration programs live.
  commands: ['rpcinfo', '/usr/sbin/rpcinfo', '/sbin/rpcinfo'],
  needed: false,
  purpose: 'an ONC RPC client that Baton did not write',
  packages: { apt: 'rpcbind', dnf: 'rpcbind', brew: { command: 'ls -l /usr/sbin/rpcinfo  # part of macOS' } },
};

/** @type {Program} */
export const chromium = {
  name: 'chromium',
  commands: ['chromium', 'chromium-browser', 'google-chrome'],
  needed: false,
  purpose: 'looks at the reports of regressions as a reader does',
  versionArguments: ['--version'],
  packages: {
    apt: 'chromium',
    dnf: 'chromium',
    brew: { command: 'brew install --cask chromium' },
  },
};

/** Programs without which neither `npm start` nor `npm test` can work. */
export const neededPrograms = [npm, python, compiler, make, perl, git];

/** Programs that add checks where they are found. */
export const optionalPrograms = [verilator, iverilog, yosys, yices, fusesoc, cCompiler, rpcinfo, chromium];
