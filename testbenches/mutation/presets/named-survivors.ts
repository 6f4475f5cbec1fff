// SPDX-License-Identifier: Apache-2.0
import { expressionText } from '../../../hdl-gen/verilog/expression-text.ts';
import type { Mutant } from '../mutants/draw-mutants.ts';

/** Mutants that are not equivalent and that no run can show. */
const named: readonly { readonly module: string; readonly before: RegExp; readonly reason: string }[] = [
  {
    module: 'baton_registers',
    before: /counter_value\[47:32\]/,
    reason: 'the upper word of a counter is zero until there were 2^32 events',
  },
  {
    module: 'baton_payload',
    before: /^first_reads_(?:even|odd) \|\| /,
    reason: 'a bank is read in more cycles, and what comes then nobody takes',
  },
];

/** Why nothing catches a mutant, where that is known. */
export function reasonFor({ module, before }: Mutant): string | undefined {
  const text = expressionText(before);
  return named.find((one) => one.module === module && one.before.test(text))?.reason;
}
