// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { FirmwareTools } from './tools.ts';

const programs = join(import.meta.dirname, 'program');

/** One program for one core. */
export interface FirmwareSource {
  /** Files of `program`, or of the design that the driver belongs to. */
  readonly files: readonly string[];
  readonly defines: Readonly<Record<string, string | number>>;
}

const options = [
  ...['-target', 'riscv32-freestanding', '-mcpu=generic_rv32+zmmul'],
  ...['-std=c99', '-Wall', '-Wextra', '-Werror', '-pedantic'],
  ...['-O2', '-flto', '-ffreestanding', '-fno-builtin', '-fomit-frame-pointer', '-nostdlib'],
  ...['-T', join(programs, 'memory.ld'), `-I${programs}`],
];

const compilerSeconds = 300;

/**
 * Compiles firmware.
 *
 * @param design folder with baton.h and baton.c
 * @param target where to, without an ending
 * @returns the words of its memory, from address 0 on
 */
export async function compileFirmware(
  { zig }: FirmwareTools,
  { files, defines }: FirmwareSource,
  design: string,
  target: string,
): Promise<Uint32Array> {
  const macros = Object.entries(defines).map(([name, value]) => `-D${name}=${value}`);
  const sources = ['start.S', ...files].map((file) => join(file === 'baton.c' ? design : programs, file));
  const run = { timeout: compilerSeconds * 1000 };
  await execa(zig, ['cc', ...options, `-I${design}`, ...macros, ...sources, '-o', `${target}.elf`], run);
  await execa(zig, ['objcopy', '-O', 'binary', `${target}.elf`, `${target}.bin`], run);
  const bytes = await readFile(`${target}.bin`);
  const words = new Uint32Array(Math.ceil(bytes.length / 4));
  for (let index = 0; index < bytes.length; index += 1) {
    words[index >>> 2]! |= bytes[index]! << (8 * (index & 3));
  }
  return words;
}
