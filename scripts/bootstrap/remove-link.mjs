// SPDX-License-Identifier: Apache-2.0

import { lstatSync, unlinkSync } from 'node:fs';

/**
 * Removes a symbolic link in the place of a folder that an installer is about to empty: what it leads to belongs to
 * somebody else and stays as it is.
 * @param {string} path
 */
export function removeLink(path) {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) unlinkSync(path);
}
