// SPDX-License-Identifier: Apache-2.0
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contentKey } from '../../sim/harness/cache-files.ts';
import { discoverToolchain } from '../../sim/harness/index.ts';
import { runTool } from '../../sim/harness/run-tool.ts';
import { readSources } from '../../sim/harness/sources.ts';
import { verilate, verilatorOptions } from '../../sim/harness/verilate.ts';
import { type DesignName, designOf, queueArithmetic } from './designs.ts';

const loops = join(import.meta.dirname, 'bare');
const builds = join(import.meta.dirname, '..', '..', '.cache', 'simulation-speed');

/**
 * Builds the bare C++ loop around a design with the options that the harness verilates and optimizes with, or finds it.
 *
 * @returns the program; its argument is the number of cycles
 */
export async function buildBareLoop(name: DesignName): Promise<string> {
  const design = await designOf(name);
  const toolchain = await discoverToolchain();
  const { compiler, verilator } = toolchain;
  const loop = join(loops, name === 'gateway' ? 'gateway.cpp' : 'queue.cpp');
  const sources = await readSources(design);
  const arithmetic = name === 'gateway' ? { scale: 1, offset: 0 } : queueArithmetic[name];
  const key = contentKey([
    ...sources.map(({ content }) => content),
    await readFile(loop),
    await readFile(join(loops, 'common.h')),
    JSON.stringify([
      verilatorOptions,
      verilator.version,
      compiler.version,
      arithmetic,
      design.parameters ?? {},
    ]),
  ]);
  const program = join(builds, `${name}-${key}`);
  if ((await stat(program).catch(() => undefined)) !== undefined) return program;
  const folder = join(builds, `building-${name}-${process.pid}`);
  await mkdir(folder, { recursive: true });
  const prefix = `V${name}`;
  await verilate(design, prefix, folder, verilator);
  const generated = (await readdir(folder)).filter((file) => file.endsWith('.cpp')).sort();
  const include = join(verilator.root, 'include');
  const size = (
    await Promise.all(generated.map(async (file) => (await stat(join(folder, file))).size))
  ).reduce((sum, bytes) => sum + bytes, 0);
  const unit = join(folder, 'unit.cxx');
  await writeFile(
    unit,
    [...generated.map((file) => `#include "${file}"`), `#include "${loop}"`, ''].join('\n'),
  );
  const common = [
    '-std=c++17',
    '-faligned-new',
    '-w',
    `-I${folder}`,
    `-I${loops}`,
    '-isystem',
    include,
    '-isystem',
    join(include, 'vltstd'),
  ];
  const macros = [
    `-DMODEL=${prefix}`,
    `-DMODEL_HEADER="${prefix}.h"`,
    `-DSCALE=${arithmetic.scale}u`,
    `-DOFFSET=${arithmetic.offset}u`,
    '-DVERILATOR=1',
    '-DVM_COVERAGE=0',
    '-DVM_SC=0',
    '-DVM_TIMING=0',
    '-DVM_TRACE=0',
    '-DVL_TIME_CONTEXT',
  ];
  // As the harness does: what is large is optimized less, because that gains nothing there.
  const level = size > 100_000 ? '-O1' : '-O2';
  const runtime = ['verilated.cpp', 'verilated_threads.cpp'].map((file) => join(include, file));
  const built = join(folder, 'loop');
  const jobs: [string, string[]][] = [
    ['unit', [level, unit]],
    ...runtime.map((file, index): [string, string[]] => [`runtime${index}`, ['-O2', file]]),
  ];
  const objects: string[] = [];
  for (const [object, what] of jobs) {
    objects.push(join(folder, `${object}.o`));
    await compiled(compiler.command, [...common, ...macros, ...what, '-c', '-o', objects.at(-1) ?? '']);
  }
  await compiled(compiler.command, [...objects, '-pthread', '-o', built]);
  await rename(built, program);
  await rm(folder, { recursive: true });
  return program;
}

async function compiled(command: string, parameters: readonly string[]): Promise<void> {
  const { exitCode, output } = await runTool(command, parameters, { timeoutSeconds: 600 });
  if (exitCode !== 0) throw new Error(`'${command}' cannot build the bare loop:\n${output}`);
}
