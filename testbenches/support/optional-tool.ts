// SPDX-License-Identifier: Apache-2.0

import { join } from 'node:path';
import { describe } from 'vitest';
import { findOnPath } from '../../scripts/bootstrap/find-program.mjs';
import { fixHere } from '../../scripts/bootstrap/problems.mjs';
import {
  cCompiler,
  chromium,
  fusesoc,
  iverilog,
  rpcinfo,
  verilator,
  yices,
  yosys,
} from '../../scripts/bootstrap/programs.mjs';
import { markNotRun } from './not-run.ts';

const VENV_PROGRAMS = join(import.meta.dirname, '..', '..', '.venv', 'bin');

/**
 * Tools that tests use where they are found, and where each is looked for, in order.
 * `verilator` is the one of the machine, beside the pinned one of .venv.
 */
const TOOLS = {
  cc: { program: cCompiler, commands: cCompiler.commands },
  chromium: { program: chromium, commands: chromium.commands },
  fusesoc: { program: fusesoc, commands: [join(VENV_PROGRAMS, 'fusesoc'), ...fusesoc.commands] },
  iverilog: { program: iverilog, commands: iverilog.commands },
  rpcinfo: { program: rpcinfo, commands: rpcinfo.commands },
  verilator: { program: verilator, commands: verilator.commands },
  yosys: { program: yosys, commands: [join(VENV_PROGRAMS, 'yowasp-yosys'), ...yosys.commands] },
  smtbmc: { program: yosys, commands: [join(VENV_PROGRAMS, 'yowasp-yosys-smtbmc'), 'yosys-smtbmc'] },
  yices: { program: yices, commands: [join(VENV_PROGRAMS, 'yices-smt2'), ...yices.commands] },
} as const;

export type OptionalTool = keyof typeof TOOLS;

/** The path of a tool, or nothing if it is not on this machine. */
export function findOptionalTool(
  tool: OptionalTool,
  environment: NodeJS.ProcessEnv = process.env,
): string | undefined {
  return TOOLS[tool].commands
    .map((command) => findOnPath(command, environment))
    .find((file) => file !== undefined);
}

/**
 * A group of tests that needs a tool. Without the tool its tests are skipped, and the closing count of `npm test` says so.
 * @param body receives the path of the tool; where the tool is missing, its bare name, and no test of the group runs
 */
export function describeWithTool(
  tool: OptionalTool,
  name: string,
  body: (command: string) => void,
  environment: NodeJS.ProcessEnv = process.env,
): void {
  const file = findOptionalTool(tool, environment);
  const fix = fixHere(TOOLS[tool].program.packages, environment);
  const reason = file === undefined ? `${tool} is missing (${fix})` : undefined;
  describeUnless(reason, name, () => body(file ?? tool));
}

/**
 * A group of tests that cannot run on this machine for a reason that is found out when the file is loaded.
 * @param reason nothing if the group can run
 */
export function describeUnless(reason: string | undefined, name: string, body: () => void): void {
  if (reason === undefined) {
    describe(name, body);
    return;
  }
  console.warn(`NOT RUN: "${name}": ${reason}`);
  describe.skip(markNotRun(name, reason), body);
}
