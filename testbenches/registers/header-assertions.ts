// SPDX-License-Identifier: Apache-2.0
import { fieldNameIn } from '../../hdl-gen/collateral/registers/field-name.ts';
import type { AddressBlock } from '../../hdl-gen/registers/index.ts';

/**
 * A C program that compiles only if every number of `baton_registers.h` that peakrdl-cheader has too is the same in its headers,
 * `baton_<block>.h`: offsets, places, masks and values after reset.
 */
export function headerAssertions(blocks: readonly AddressBlock[]): string {
  return [
    '#include <stddef.h>',
    '#include "baton_registers.h"',
    ...blocks.map(({ name }) => `#include "baton_${name}.h"`),
    ...blocks.flatMap(blockAssertions),
    '',
  ].join('\n');
}

function blockAssertions(block: AddressBlock): string[] {
  const { name, layout, registers, window } = block;
  const ours = `BATON_${layout}`.toUpperCase();
  const type = `baton_${name}_t`;
  return [
    ...registers.flatMap((register) => {
      const own = `${ours}_${register.name}`.toUpperCase();
      return [
        same(`${own}_OFFSET`, `offsetof(${type}, ${register.name})`),
        ...register.fields.flatMap((field) => {
          const short = fieldNameIn(register, field);
          const macro = short === 'value' ? own : `${own}_${short}`.toUpperCase();
          const foreign = `BATON_${name}__${register.name}__${short}`.toUpperCase();
          const reset =
            field.name === 'port_role' ? `${macro}_RESET_${name.toUpperCase()}` : `${macro}_RESET`;
          return [
            same(`${macro}_SHIFT`, `${foreign}_bp`),
            same(`${macro}_MASK`, `${foreign}_bm`),
            ...(field.access === 'read-write' || field.constant === true
              ? [same(layout === 'party' ? reset : `${macro}_RESET`, `${foreign}_reset`)]
              : []),
          ];
        }),
      ];
    }),
    ...(window === undefined
      ? []
      : [
          same(`${ours}_WINDOW_OFFSET`, `offsetof(${type}, ${window.name})`),
          same(`${ours}_WINDOW_PARTS * ${ours}_WINDOW_STRIDE`, `sizeof(((${type} *)0)->${window.name})`),
        ]),
  ];
}

function same(own: string, foreign: string): string {
  return `_Static_assert((${own}) == (${foreign}), "${own} and ${foreign}");`;
}
