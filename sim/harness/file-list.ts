// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { DesignError } from './errors.ts';

/**
 * The file names in the text of a `files.f`: one per line, `//` and `#` start a comment.
 *
 * @throws DesignError for an option (a line that starts with `-` or `+`), because options belong into the design.
 */
export function parseFileList(text: string, origin: string): string[] {
  const names: string[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const name = line.replace(/(^|\s)(\/\/|#).*$/, '').trim();
    if (name === '') continue;
    if (/^[-+]/.test(name)) {
      throw new DesignError(
        `${origin}:${index + 1}: '${name}' is an option; only file names are allowed, one per line. ` +
          'Give include folders and parameters in the design.',
      );
    }
    names.push(name);
  }
  return names;
}

/**
 * Reads a file list and returns absolute paths in its order; relative names count from the folder of the list.
 *
 * @throws DesignError when the list cannot be read or names no file.
 */
export async function readFileList(path: string): Promise<string[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new DesignError(`Cannot read the file list '${path}': ${(error as Error).message}.`);
  }
  const names = parseFileList(text, path);
  if (names.length === 0)
    throw new DesignError(`The file list '${path}' names no file; write one file name per line.`);
  return names.map((name) => resolve(dirname(path), name));
}
