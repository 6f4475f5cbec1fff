// SPDX-License-Identifier: Apache-2.0
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { TraceFormat } from './design.ts';
import { ModelBuildError, ToolMissingError } from './errors.ts';
import { nativeDirectory } from './project.ts';
import { runTool } from './run-tool.ts';
import type { CompilerTool, Toolchain } from './toolchain.ts';
import { excerpt } from './verilate.ts';

const { include_dir: nodeHeaders } = createRequire(import.meta.url)('node-api-headers') as {
  include_dir: string;
};

export type Optimization = '-O1' | '-O2';

/** What is compiled into a model besides the design. */
export interface Features {
  readonly trace: TraceFormat | undefined;
  readonly coverage: boolean;
}

/** Features that the common runtime does not know of. */
export const noFeatures: Features = { trace: undefined, coverage: false };

/** Compiler options that decide what the object code does. They are part of the cache keys. */
export function compilerOptions(compiler: CompilerTool, { trace, coverage }: Features): string[] {
  return [
    '-std=c++17',
    '-fPIC',
    // Two models in one process must not share the runtime's variables.
    '-fvisibility=hidden',
    '-fvisibility-inlines-hidden',
    ...(compiler.family === 'gcc' ? ['-fno-gnu-unique', '-faligned-new'] : ['-fbracket-depth=4096']),
    '-DVERILATOR=1',
    `-DVM_COVERAGE=${Number(coverage)}`,
    '-DVM_SC=0',
    '-DVM_TIMING=0',
    `-DVM_TRACE=${Number(trace !== undefined)}`,
    `-DVM_TRACE_FST=${Number(trace === 'fst')}`,
    '-DVM_TRACE_SAIF=0',
    `-DVM_TRACE_VCD=${Number(trace === 'vcd')}`,
    '-DVL_TIME_CONTEXT',
    '-DVL_USER_FINISH',
    '-DVL_USER_STOP',
    '-DVL_USER_FATAL',
  ];
}

export interface CompileJob {
  readonly source: string;
  readonly object: string;
  readonly optimization: Optimization;
  readonly features: Features;
  readonly includeDirectories: readonly string[];
}

/** Compiles one C++ file. @throws ModelBuildError with the compiler's words. */
export async function compile(
  job: CompileJob,
  { compiler, verilator }: Toolchain,
  signal?: AbortSignal,
): Promise<void> {
  const include = join(verilator.root, 'include');
  const parameters = [
    ...compilerOptions(compiler, job.features),
    job.optimization,
    // The code is generated or Verilator's own: its warnings tell the user nothing.
    '-w',
    '-include',
    join(nativeDirectory, 'print.h'),
    ...[nativeDirectory, ...job.includeDirectories].map((directory) => `-I${directory}`),
    ...[include, join(include, 'vltstd'), nodeHeaders].flatMap((directory) => ['-isystem', directory]),
    '-c',
    job.source,
    '-o',
    job.object,
  ];
  const { exitCode, output } = await runTool(compiler.command, parameters, { signal, timeoutSeconds: 1200 });
  if (exitCode !== 0) {
    requireFstLibraries(/fatal error: '?((?:zlib|lz4)\.h)/.exec(output)?.[1]);
    throw new ModelBuildError(
      `'${compiler.command}' cannot compile what Verilator ${verilator.version} generated:\n${excerpt(output)}`,
      output,
    );
  }
}

/** @throws ToolMissingError when a header or library for FST is missing */
function requireFstLibraries(missing: string | undefined): void {
  if (missing === undefined) return;
  throw new ToolMissingError(
    `Writing FST waveforms needs ${missing}. Install it: sudo apt-get install zlib1g-dev liblz4-dev (or record a VCD, which needs neither)`,
  );
}

/** Links objects into a library that Node can load. @throws ModelBuildError with the linker's words. */
export async function link(
  objects: readonly string[],
  library: string,
  features: Features,
  { compiler, verilator }: Toolchain,
  signal?: AbortSignal,
): Promise<void> {
  const shared =
    process.platform === 'darwin'
      ? ['-bundle', '-undefined', 'dynamic_lookup']
      : ['-shared', '-Wl,-s', '-pthread'];
  // Verilator writes FST by its own code from 5.048 on, and compresses with LZ4 too.
  const libraries =
    features.trace === 'fst' ? ['-lz', ...(Number(verilator.version) >= 5.048 ? ['-llz4'] : [])] : [];
  const parameters = [...shared, ...objects, ...libraries, '-o', library];
  const { exitCode, output } = await runTool(compiler.command, parameters, { signal, timeoutSeconds: 600 });
  if (exitCode === 0) return;
  requireFstLibraries(/cannot find -l(?:z|lz4)\b/.exec(output)?.[0].slice('cannot find '.length));
  throw new ModelBuildError(`'${compiler.command}' cannot link:\n${excerpt(output)}`, output);
}
