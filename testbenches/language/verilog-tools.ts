// SPDX-License-Identifier: Apache-2.0
import { execa } from 'execa';
import { discoverVerilator } from '../../sim/harness/index.ts';

/** A wide design keeps a tool that shares the processors with others busy for minutes. */
const timeoutSeconds = 600;

/** Runs a tool in a folder and returns all it printed; a failure without a word still returns one. */
async function complaints(
  command: string,
  parameters: readonly string[],
  options: { readonly folder: string; readonly environment?: Readonly<Record<string, string>> },
): Promise<string> {
  const { all, exitCode, timedOut } = await execa(command, parameters, {
    cwd: options.folder,
    env: { ...options.environment, LC_ALL: 'C' },
    all: true,
    reject: false,
    stdin: 'ignore',
    timeout: timeoutSeconds * 1000,
  });
  if (timedOut) return `${all}\n${command} did not end within ${timeoutSeconds} s`;
  return exitCode === 0 ? all : `${all}\n${command} ended with exit status ${exitCode}`;
}

export type Lint = (
  files: readonly string[],
  options: { readonly folder: string; readonly parameters?: Readonly<Record<string, number>> },
) => Promise<string>;

/** `verilator --lint-only -Wall` of a given program; what it complains about, or nothing. */
export function verilatorLint(command: string, environment: Readonly<Record<string, string>> = {}): Lint {
  return async (files, { folder, parameters = {} }) => {
    const options = ['--lint-only', '-Wall', '--default-language', '1364-2005', '-y', '.'];
    const values = Object.entries(parameters).map(([name, value]) => `-G${name}=${value}`);
    const said = await complaints(command, [...options, ...values, ...files], { folder, environment });
    // Newer versions close with a report of what they did.
    return said.replace(/^- (V e r i l a t i o n|Verilator:).*\n?/gm, '').trim();
  };
}

/** The same with the Verilator that the project pins. */
export async function pinnedVerilatorLint(): Promise<Lint> {
  const { command, environment } = await discoverVerilator();
  return verilatorLint(command, environment);
}

/** `iverilog -g2005 -Wall`. */
export function icarusLint(command: string): Lint {
  return (files, { folder, parameters = {} }) => {
    const top = files[0]?.replace(/\.v$/, '');
    const values = Object.entries(parameters).map(([name, value]) => `-P${top}.${name}=${value}`);
    return complaints(command, ['-g2005', '-Wall', '-y', '.', '-o', '/dev/null', ...values, ...files], {
      folder,
    });
  };
}

/** A Yosys script; warnings and errors only. */
export function yosysRun(command: string, script: string, folder: string): Promise<string> {
  return complaints(command, ['-q', '-p', script], { folder });
}

/** What Yosys warns of when it reads a design, and whether it finds a latch. */
export function yosysLint(command: string) {
  return (files: readonly string[], top: string, folder: string): Promise<string> =>
    yosysRun(
      command,
      `read_verilog ${files.join(' ')}; hierarchy -check -top ${top}; proc; ` +
        'select -assert-none t:$dlatch t:$adlatch t:$dlatchsr t:$_DLATCH_*; check -assert',
      folder,
    );
}
