// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { elaborateDesign, sizeValue } from '../language/index.ts';
import { fifo } from './fifo.ts';

function describeFifo(width: number, depth: number) {
  const trees = elaborateDesign(fifo('baton_queue', { width, depth, holds: 'things' }));
  const queue = trees.at(-1)!;
  const registers = Object.fromEntries(
    queue.items.flatMap((item) => (item.kind === 'register' ? [[item.signal.name, item.signal.width]] : [])),
  );
  const storage = queue.items.find((item) => item.kind === 'instance')!;
  return { trees, registers, storage };
}

test('a fifo keeps its entries in a memory that may be RAM of either kind', () => {
  const { trees, storage } = describeFifo(9, 5);
  expect(trees.map(({ definition }) => definition.name)).toEqual(['baton_memory_1w1r', 'baton_queue']);
  expect(storage.module.name).toBe('baton_memory_1w1r');
});

test.each([
  [1, 1, 2, 1, 2],
  [9, 2, 2, 1, 2],
  [9, 3, 3, 2, 2],
  [40, 32, 32, 5, 6],
  [40, 64, 64, 6, 7],
])(
  '%i bits, %i entries: memory of %i words, addresses of %i bits, a counter of %i',
  (width, depth, words, address, counter) => {
    const { registers, storage } = describeFifo(width, depth);
    expect(
      Object.fromEntries(Object.entries(storage.parameters).map(([name, size]) => [name, sizeValue(size)])),
    ).toEqual({
      LANES: 1,
      LANE_WIDTH: width,
      DEPTH: words,
      ADDRESS_WIDTH: address,
    });
    expect(registers).toMatchObject({
      head_q: width,
      head_valid_q: 1,
      stored_q: counter,
      write_address_q: address,
      read_address_q: address,
    });
  },
);
