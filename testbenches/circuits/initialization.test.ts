// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from 'vitest';
import type { ModelLibrary } from '../../sim/harness/index.ts';
import { circuit, resetModel, startModel } from '../support/circuit.ts';
import { testWithSeeds } from '../support/seeded.ts';
import { buildControlCircuits, shapes } from './control-circuits.ts';

const file = 'testbenches/circuits/initialization.test.ts';

describe.each(shapes)('the control area with $title', (shape) => {
  const { buffers, bufferBytes } = shape.sizes.configuration;
  const { pointerBits, bufferAddresses } = shape.sizes;
  let library: ModelLibrary;
  beforeAll(async () => {
    library = await buildControlCircuits(shape);
  }, 180_000);

  /** Runs process 800 into the control RAM for some cycles, each step checked against Fig. 8. */
  function fill(model: ReturnType<typeof startModel>, cycles: number): void {
    const initialization = circuit(model, 'fill');
    const ram = circuit(model, 'ram');
    for (let cycle = 0; cycle < cycles; cycle += 1) {
      const step = cycle < buffers;
      ram.drive({});
      expect(initialization.read('ready'), `ready in cycle ${cycle}`).toBe(Number(!step));
      expect(initialization.read('write_entry')).toBe(Number(step));
      expect(initialization.read('write_count')).toBe(Number(step));
      if (step) {
        expect(initialization.read('entry')).toBe(cycle);
        expect(initialization.read('pointer'), `pointer in cycle ${cycle}`).toBe(bufferAddresses[cycle]);
      }
      expect(ram.read('flags')).toBe(2 ** Math.min(cycle, buffers) - 1);
      ram.clock({
        initialize_count: initialization.read('write_count'),
        initialize_entry: initialization.read('write_entry'),
        initialize_number: initialization.read('entry'),
        initialize_pointer: initialization.read('pointer'),
      });
    }
  }

  test('is filled entry by entry as in Fig. 8, and ready rises after the last', () => {
    const model = startModel(library);
    const ram = circuit(model, 'ram');
    fill(model, buffers + 5);
    expect(ram.read('count')).toBe(buffers);
    for (let entry = 0; entry < buffers; entry += 1) {
      const other = buffers - 1 - entry;
      ram.clock({ first_lookup_entry: entry, second_lookup_entry: other });
      ram.drive({ first_lookup_entry: 0, second_lookup_entry: 0 });
      expect(ram.read('first_lookup_pointer')).toBe(bufferAddresses[entry]);
      expect(ram.read('second_lookup_pointer')).toBe(bufferAddresses[other]);
    }
  });

  test('T17: a reset before and after it was ready begins again with nothing free', () => {
    const model = startModel(library);
    for (const cycles of [2, buffers - 1, buffers + 3, buffers + 3]) {
      fill(model, cycles);
      resetModel(model);
      expect(circuit(model, 'ram').read('flags')).toBe(0);
      expect(circuit(model, 'ram').read('count')).toBe(0);
    }
  });

  test('a pointer is as wide as the last byte address needs', () => {
    expect(2 ** pointerBits).toBeGreaterThanOrEqual(Math.max(...bufferAddresses) + bufferBytes);
  });

  testWithSeeds(file, 'flags keep what both parties store', (random) => {
    const model = startModel(library);
    const ram = circuit(model, 'ram');
    fill(model, buffers + 1);
    const flags = Array<number>(buffers).fill(1);
    for (let cycle = 0; cycle < 500; cycle += 1) {
      const first = random.below(buffers);
      const second = (first + 1 + random.below(buffers - 1)) % buffers;
      const write = { first: random.below(2), second: random.below(2) };
      const value = { first: random.below(2), second: random.below(2) };
      ram.clock({
        first_write: write.first,
        first_entry: first,
        first_flag: value.first,
        second_write: write.second,
        second_entry: second,
        second_flag: value.second,
      });
      if (write.first) flags[first] = value.first;
      if (write.second) flags[second] = value.second;
      ram.drive({ first_write: 0, second_write: 0 });
      expect(ram.read('flags')).toBe(flags.reduce((sum, flag, entry) => sum + (flag << entry), 0));
    }
  });
});
