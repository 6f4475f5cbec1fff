// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const environment = join(import.meta.dirname, '..', '..', '.venv');

/** What the pinned wheels of requirements-firmware.txt bring. */
export interface FirmwareTools {
  /** Clang for RISC-V, as a command of the package ziglang. */
  readonly zig: string;
  /** The RTL of the cores, one file. */
  readonly picorv32: string;
}

/** Where the tools are; nothing when they are not installed. */
export function findFirmwareTools(): FirmwareTools | undefined {
  const libraries = join(environment, 'lib');
  const [python] = existsSync(libraries) ? readdirSync(libraries) : [];
  if (python === undefined) return undefined;
  const packages = join(libraries, python, 'site-packages');
  const tools = {
    zig: join(packages, 'ziglang', 'zig'),
    picorv32: join(packages, 'pythondata_cpu_picorv32', 'verilog', 'picorv32.v'),
  };
  return Object.values(tools).every((file) => existsSync(file)) ? tools : undefined;
}

/** Why firmware cannot be compiled here; nothing when it can. */
export function missingFirmwareTools(): string | undefined {
  return findFirmwareTools() === undefined
    ? 'the cores and their compiler are missing (npm run bench:firmware installs them)'
    : undefined;
}
