// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect } from 'vitest';
import { returnsUnderWay } from '../../hdl-gen/circuits/returns-under-way.ts';
import { sizesOf } from '../../hdl-gen/circuits/sizes.ts';
import { parseConfiguration } from '../../hdl-gen/configuration/index.ts';
import type { ModelLibrary } from '../../sim/harness/index.ts';
import { startCircuit } from '../support/circuit.ts';
import { testWithSeeds } from '../support/seeded.ts';
import { simulateModules } from '../support/simulate-module.ts';

const file = 'testbenches/circuits/returns-under-way.test.ts';
const buffers = 5;
const variants = [
  ['early', 0],
  ['both', 1],
] as const;

describe.each(variants)('returns under way with release: %s', (release, holds) => {
  let library: ModelLibrary;
  beforeAll(async () => {
    const configuration = parseConfiguration({ buffers, threads: 3, levels: 'stream', release });
    library = await simulateModules({ returns: { module: returnsUnderWay(sizesOf(configuration)) } });
  }, 180_000);

  testWithSeeds(
    file,
    'T3: high while a buffer is taken whose last message is of the second party',
    (random) => {
      const circuit = startCircuit(library, 'returns');
      const buffer = Array.from({ length: buffers }, () => ({ free: true, ofSecond: false }));
      let seen = 0;
      for (let cycle = 0; cycle < 1500; cycle += 1) {
        const expected = buffer.some(({ free, ofSecond }) => !free && ofSecond);
        seen += Number(expected);
        const [first, second] = [random.below(buffers), random.below(buffers)];
        // Operations of one cycle never meet in one entry: the swap unit sees to that.
        const apart = first !== second;
        const firstAllocates = apart && buffer[first]!.free && random.chance(0.3);
        const secondAllocates = apart && buffer[second]!.free && random.chance(0.3);
        const sends = holds === 1 && apart && !buffer[second]!.free && random.chance(0.2);
        circuit.drive({
          flags: buffer.reduce((sum, { free }, entry) => sum + (Number(free) << entry), 0),
          first_entry: first,
          first_allocated: Number(firstAllocates),
          second_entry: second,
          second_allocated: Number(secondAllocates),
          ...(holds === 1 ? { second_indicated: Number(sends) } : {}),
        });
        expect(circuit.read('return_under_way')).toBe(Number(expected));
        circuit.clock();
        if (firstAllocates) buffer[first] = { free: false, ofSecond: false };
        if (secondAllocates) buffer[second] = { free: false, ofSecond: true };
        if (sends) buffer[second]!.ofSecond = true;
        const freed = random.below(buffers);
        if (freed !== first && freed !== second && random.chance(0.6)) buffer[freed]!.free = true;
      }
      expect(seen).toBeGreaterThan(100);
    },
  );
});
