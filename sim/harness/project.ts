// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The nearest folder above a file that holds `package.json`: the sources lie deeper in it than what is built of them. */
function packageFolder(file: string): string {
  const folder = dirname(file);
  return folder === file || existsSync(join(folder, 'package.json')) ? folder : packageFolder(folder);
}

/** The folder that holds `sim/`, the project's `.venv` and its `.cache`. */
export const projectDirectory = packageFolder(fileURLToPath(import.meta.url));

/** Where built models are kept unless the caller says otherwise; beside the packages where this is one of them. */
export const defaultCacheDirectory = /[/\\]node_modules[/\\]@baton-hdl[/\\]baton$/.test(projectDirectory)
  ? join(projectDirectory, '..', '..', '.cache', 'baton')
  : join(projectDirectory, '.cache', 'models');

/** The harness's own C++ files. */
export const nativeDirectory = join(projectDirectory, 'sim', 'harness', 'native');
