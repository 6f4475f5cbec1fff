// SPDX-License-Identifier: Apache-2.0
import { generator } from '../../../hdl-gen/collateral/index.ts';
import type { ModuleTree } from '../../../hdl-gen/language/index.ts';
import { moduleText } from '../../../hdl-gen/verilog/index.ts';

/** The text of a module that may have a mutant in it. */
export function verilogText(tree: ModuleTree): string {
  return moduleText(tree, { generator, configuration: 'with mutants' });
}
