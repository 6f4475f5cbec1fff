// SPDX-License-Identifier: Apache-2.0
import { expressionText } from '../../../hdl-gen/verilog/expression-text.ts';
import type { Mutant } from './draw-mutants.ts';

/** A mutant in one line: where, what, and what stood there. */
export function describeMutant({ id, module, kind, site, rule, before }: Mutant): string {
  const text = expressionText(before).replaceAll(/\s+/g, ' ');
  return `mutant ${id}, ${kind} in ${module}, ${site.place}: ${rule} (was ${text})`;
}
