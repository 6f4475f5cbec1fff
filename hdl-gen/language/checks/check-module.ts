// SPDX-License-Identifier: Apache-2.0
import type { ModuleTree } from '../module-tree.ts';
import { checkDrivers } from './drivers.ts';
import { checkNames } from './names.ts';
import { checkOwnership } from './ownership.ts';
import { checkParameterUse } from './parameters.ts';
import { checkReads } from './reads.ts';
import { checkSelectLabels } from './select-labels.ts';
import { checkTexts } from './texts.ts';

/** The checks that need the whole module; widths, latches and resets were checked statement by statement. */
export function checkModule(tree: ModuleTree): void {
  checkTexts(tree);
  checkNames(tree);
  checkOwnership(tree);
  checkParameterUse(tree);
  checkSelectLabels(tree);
  checkDrivers(tree);
  checkReads(tree);
}
