// SPDX-License-Identifier: Apache-2.0
import type { ModuleTree } from '../language/index.ts';
import { bodyLines } from './body-text.ts';
import { headerLines, type Provenance } from './header-text.ts';
import { openingLines } from './port-text.ts';
import { type ResetStyle, resetStyles } from './reset-style.ts';

/** The complete text of one module's file, Verilog-2005, ending in a newline. */
export function moduleText(
  tree: ModuleTree,
  provenance: Provenance,
  reset: ResetStyle = resetStyles['synchronous-high'],
): string {
  return [
    ...headerLines(tree, provenance),
    '',
    '`default_nettype none',
    '',
    ...openingLines(tree, reset),
    '',
    ...bodyLines(tree.items, reset),
    '',
    'endmodule',
    '',
    '`default_nettype wire',
    '',
  ].join('\n');
}
