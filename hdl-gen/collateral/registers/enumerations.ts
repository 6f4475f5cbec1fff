// SPDX-License-Identifier: Apache-2.0
import type { AddressBlock, EnumeratedValues } from '../../registers/index.ts';

/** The named sets of values of a design, each once, in the order of their first use. */
export function enumerationsOf(blocks: readonly AddressBlock[]): readonly EnumeratedValues[] {
  const all = blocks.flatMap(({ registers }) =>
    registers.flatMap(({ fields }) => fields.flatMap(({ values }) => (values === undefined ? [] : [values]))),
  );
  return [...new Map(all.map((values) => [values.name, values])).values()];
}
