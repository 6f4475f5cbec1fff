// SPDX-License-Identifier: Apache-2.0
import { mkdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { buildOnce } from './build-once.ts';
import { contentKey, publish, touch } from './cache-files.ts';
import { compile, compilerOptions, noFeatures } from './compile.ts';
import { nativeDirectory } from './project.ts';
import type { Toolchain } from './toolchain.ts';

const nativeSources = [
  'addon.cpp',
  'channels.cpp',
  'journal.cpp',
  'model.cpp',
  'simulation.cpp',
  'watches.cpp',
];
const nativeHeaders = [
  'channels.h',
  'design.h',
  'journal.h',
  'model.h',
  'node_values.h',
  'print.h',
  'simulation.h',
  'verilated_design.h',
  'watches.h',
];

/** The text of all the harness's C++ files, for cache keys. */
export async function nativeTexts(): Promise<Buffer[]> {
  return Promise.all(
    [...nativeSources, ...nativeHeaders].map((name) => readFile(join(nativeDirectory, name))),
  );
}

/** The runtime sources a design needs, without suffix, from the class list that Verilator wrote for `make`. */
export function parseRuntimeClasses(classList: string): string[] {
  const names: string[] = [];
  for (const [, list = ''] of classList.matchAll(/^VM_GLOBAL_(?:FAST|SLOW) \+= \\\n((?:.*\\\n)*)/gm)) {
    names.push(...list.split(/[\s\\]+/).filter((name) => name !== ''));
  }
  return names;
}

/** One source of the runtime and where its object file is kept, both as absolute paths. */
export interface RuntimeSource {
  readonly source: string;
  readonly object: string;
}

/**
 * The sources of Verilator's runtime and of the harness that a design links, in link order. Their objects are kept apart
 * from the designs, because compiling them takes many times as long as a small design.
 */
export async function runtimeSources(
  { verilator, compiler }: Toolchain,
  classes: readonly string[],
  cacheDirectory: string,
): Promise<RuntimeSource[]> {
  const key = contentKey([
    verilator.version,
    verilator.root,
    compiler.version,
    ...compilerOptions(compiler, noFeatures),
    ...(await nativeTexts()),
  ]);
  const sources = [
    ...nativeSources.map((name) => join(nativeDirectory, name)),
    ...classes.map((name) => join(verilator.root, 'include', `${name}.cpp`)),
  ];
  return sources.map((source) => ({
    source,
    object: join(cacheDirectory, 'runtime', key, `${basename(source, '.cpp')}.o`),
  }));
}

/**
 * Compiles a source of the runtime unless its object is there already.
 *
 * @param buildDirectory a private folder for the file under way
 * @throws ModelBuildError with the compiler's words
 */
export async function ensureRuntimeObject(
  { source, object }: RuntimeSource,
  toolchain: Toolchain,
  buildDirectory: string,
  onProgress: (message: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const build = async () => {
    onProgress(`compiling ${basename(source)} (once for all designs)`);
    const temporary = join(buildDirectory, basename(object));
    const settings = { optimization: '-O2', features: noFeatures, includeDirectories: [] } as const;
    await compile({ source, object: temporary, ...settings }, toolchain, signal);
    await publish(temporary, object);
  };
  // Before the object is looked for: what is used now is not deleted from the cache.
  await mkdir(dirname(object), { recursive: true });
  await touch(dirname(object));
  await buildOnce(object, build, signal);
}
