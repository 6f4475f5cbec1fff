// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { contentKey } from './cache-files.ts';
import type { Design } from './design.ts';
import { DesignError } from './errors.ts';
import { projectDirectory } from './project.ts';

/** One file that goes into a model. */
export interface Source {
  /** As the tools get and print it: relative to the project where it lies inside, so that messages do not name the machine. */
  readonly name: string;
  readonly content: Buffer;
}

/** One file that went into a model, as it was then. */
export interface SourceDigest {
  /** Absolute, or relative to the project. */
  readonly name: string;
  readonly digest: string;
}

/** What a file is like now; undefined if it cannot be read. */
export async function currentDigest(name: string): Promise<string | undefined> {
  const content = await readFile(resolve(projectDirectory, name)).catch(() => undefined);
  return content && contentKey([content]);
}

/** The name under which tools started in the project's folder see a file. */
export function toolPath(path: string): string {
  const name = relative(projectDirectory, path);
  return name === '' || name.startsWith('..') || isAbsolute(name) ? path : name;
}

const include = /^\s*`include\s+"([^"]+)"/gm;

/**
 * Reads the files of a design and all they include, in a fixed order.
 *
 * @throws DesignError when a listed file cannot be read. A missing include file is left to Verilator, which knows
 *   whether the line is active.
 */
export async function readSources(design: Design): Promise<Source[]> {
  const sources = new Map<string, Source>();
  const read = async (path: string): Promise<void> => {
    if (sources.has(path)) return;
    const content = await readFile(path);
    sources.set(path, { name: toolPath(path), content });
    for (const [, name = ''] of content.toString('latin1').matchAll(include)) {
      for (const directory of [dirname(path), ...(design.includeDirectories ?? [])]) {
        const found = await read(resolve(directory, name)).then(
          () => true,
          () => false,
        );
        if (found) break;
      }
    }
  };
  for (const path of design.files) {
    try {
      await read(path);
    } catch (error) {
      throw new DesignError(
        `Cannot read '${path}' of design '${design.top}': ${(error as Error).message}. Correct its list of files.`,
      );
    }
  }
  return [...sources.values()];
}
