// SPDX-License-Identifier: Apache-2.0
import { join, relative } from 'node:path';
import { projectDirectory, workDirectory } from '../../sim/harness/project.ts';

/** The folder of the project. */
export const projectFolder = projectDirectory;

/** Where designs and waveforms are written unless the user names a folder. */
export const outputFolder = join(workDirectory, 'out');

/** The committed designs, one folder for each preset. */
export const committedFolder = join(projectFolder, 'rtl');

/** A path as short as it can be typed where the user is. */
export function shownPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short === '' ? '.' : short.startsWith('..') ? path : short;
}
