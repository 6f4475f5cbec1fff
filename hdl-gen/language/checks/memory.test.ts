// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { builder, mistakeIn } from '../design-error.test-support.ts';
import { ModuleBuilder } from '../module-builder.ts';
import { Signal } from '../signal.ts';

const a = new Signal('a', 'input', 4, '');
const i = new Signal('i', 'input', 2, '');
const go = new Signal('go', 'input', 1, '');

type Memory = Parameters<ModuleBuilder['memory']>[0];

function memory(m: ModuleBuilder, change: (block: Memory) => Partial<Memory> = () => ({})): Memory {
  const block: Memory = {
    name: 'words',
    ram: 'any',
    depth: 4,
    laneCount: 2,
    laneWidth: 2,
    write: { enable: go, lanes: i, address: i, data: a },
    read: { enable: go, address: i, data: m.register('data_q', 4, { reset: 'none' }) },
  };
  return { ...block, ...change(block) };
}

const memoryMistakes: readonly (readonly [string, (block: Memory) => Partial<Memory>])[] = [
  ['depth of memory words is 0: it must be a positive integer', () => ({ depth: 0 })],
  ['number of lanes of memory words is 0: it must be a positive integer', () => ({ laneCount: 0 })],
  ['lane width of memory words is 1.5: it must be a positive integer', () => ({ laneWidth: 1.5 })],
  [
    'write enable is a (4 bits): it must have one bit; compare it or use any()',
    ({ write }) => ({ write: { ...write, enable: a } }),
  ],
  [
    'read enable is a (4 bits): it must have one bit; compare it or use any()',
    ({ read }) => ({ read: { ...read, enable: a } }),
  ],
  [
    'write address of memory words is a (4 bits): it must have 2 bits to reach 4 elements',
    ({ write }) => ({ write: { ...write, address: a } }),
  ],
  [
    'read address of memory words is go (1 bit): it must have 2 bits to reach 4 elements',
    ({ read }) => ({ read: { ...read, address: go } }),
  ],
  [
    'write data of memory words is i (2 bits): it must have 4 bits',
    ({ write }) => ({ write: { ...write, data: i } }),
  ],
  [
    'read data of memory words is data_q (4 bits): it must have 6 bits',
    ({ write }) => ({ laneWidth: 3, write: { ...write, data: a.extend(6) } }),
  ],
  [
    'write lanes of memory words is go (1 bit): it must have 2 bits',
    ({ write }) => ({ write: { ...write, lanes: go } }),
  ],
  [
    'memory words takes lanes of a sum (4 bits): give the expression a name with wire() first',
    ({ write }) => ({ write: { ...write, data: a.plus(1) } }),
  ],
];

describe('a mistake in a memory is refused at once:', () => {
  test.each(memoryMistakes)('%s', (message, change) => {
    const m = builder();
    expect(mistakeIn(() => m.memory(memory(m, change)))).toEqual({
      message,
      file: 'hdl-gen/language/checks/memory.test.ts',
    });
  });

  test('read data with a reset', () => {
    const m = builder();
    const data = m.register('data_q', 4, { reset: 0 });
    expect(mistakeIn(() => m.memory(memory(m, ({ read }) => ({ read: { ...read, data } })))).message).toBe(
      "read data data_q of memory words has a reset value: declare it with reset: 'none', or no block memory results",
    );
  });

  test('one without a clock', () => {
    const m = new ModuleBuilder({});
    expect(mistakeIn(() => m.memory(memory(m))).message).toBe('memory words: the module has no clock port');
  });

  test('a second one', () => {
    const m = builder();
    m.memory(memory(m));
    expect(mistakeIn(() => m.memory(memory(m))).message).toBe(
      'memory words is the second one of its module: put each memory into a module of its own',
    );
  });
});
