// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The nearest folder above a file that holds `package.json`: the sources lie deeper in it than what is built of them. */
function packageFolder(file: string): string {
  const folder = dirname(file);
  return folder === file || existsSync(join(folder, 'package.json')) ? folder : packageFolder(folder);
}

/** The folder that holds `sim/`. */
export const projectDirectory = packageFolder(fileURLToPath(import.meta.url));

/** Whether this is the package, installed among those of somebody else's project. */
export const isInstalledPackage = /[/\\]node_modules[/\\]@baton-hdl[/\\]baton$/.test(projectDirectory);

/** The folder that `.venv` is looked for in, and that outputs go below: the project itself, or where its user is. */
export const workDirectory = isInstalledPackage ? process.cwd() : projectDirectory;

/** Where built models are kept unless the caller says otherwise; beside the packages where this is one of them. */
export const defaultCacheDirectory = isInstalledPackage
  ? join(projectDirectory, '..', '..', '.cache', 'baton')
  : join(projectDirectory, '.cache', 'models');

/** The harness's own C++ files. */
export const nativeDirectory = join(projectDirectory, 'sim', 'harness', 'native');
