// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds `sim/`, the project's `.venv` and its `.cache`. */
export const projectDirectory = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Where built models are kept unless the caller says otherwise. */
export const defaultCacheDirectory = join(projectDirectory, '.cache', 'models');

/** The harness's own C++ files. */
export const nativeDirectory = fileURLToPath(new URL('native', import.meta.url));
