// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { defineModule, elaborate, input, output } from '../language/index.ts';
import { pack, packedWidth, unpack } from './fields.ts';

const widths = { low: 3, middle: 1, high: 4 };

test('the width of a packed vector is that of its fields', () => {
  expect(packedWidth(widths)).toBe(8);
  expect(packedWidth({ only: 5 })).toBe(5);
});

/** Elaborates a module that packs its inputs and hands out some fields again. */
function roundTrip(used: readonly (keyof typeof widths)[]) {
  const tree = elaborate(
    defineModule({
      name: 'round_trip',
      summary: 'packs and unpacks.',
      timing: [],
      ports: {
        low: input(3, ''),
        middle: input(1, ''),
        high: input(4, ''),
        ...Object.fromEntries(used.map((name) => [`${name}_again`, output(widths[name], '')])),
      },
      build(m, io) {
        const packed = m.wire(
          'packed_fields',
          pack(widths, { low: io.low, middle: io.middle, high: io.high }),
        );
        expect(packed.width).toBe(8);
        const fields = unpack(m, 'part', widths, packed);
        for (const name of used) {
          m.assign((io as unknown as Record<string, never>)[`${name}_again`]!, fields[name]);
        }
        const unused = (Object.keys(widths) as (keyof typeof widths)[]).filter(
          (name) => !used.includes(name),
        );
        if (unused.length > 0) m.wire('unused_parts', packed);
      },
    }),
  );
  return tree.items.flatMap((item) =>
    item.kind === 'wire' && item.value?.node.kind === 'slice'
      ? [[item.signal.name, item.value.node.high, item.value.node.low]]
      : [],
  );
}

test('the first field has the least significant bits', () => {
  expect(roundTrip(['low', 'middle', 'high'])).toEqual([
    ['part_low', 2, 0],
    ['part_middle', 3, 3],
    ['part_high', 7, 4],
  ]);
});

test('only fields that are used become wires, in the order of their use', () => {
  expect(roundTrip(['high', 'low']).map(([name]) => name)).toEqual(['part_high', 'part_low']);
});
