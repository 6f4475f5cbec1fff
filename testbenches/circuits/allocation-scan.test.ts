// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from 'vitest';
import type { ModelLibrary } from '../../sim/harness/index.ts';
import { type Circuit, circuit, resetModel, startModel } from '../support/circuit.ts';
import { testWithSeeds } from '../support/seeded.ts';
import { buildScan, shapes } from './control-circuits.ts';

const file = 'testbenches/circuits/allocation-scan.test.ts';

interface Search {
  /** The entry found, nothing for NONE. */
  readonly found: number | undefined;
  readonly probed: readonly number[];
  /** From the cycle in which the search was accepted to that of the answer. */
  readonly cycles: number;
}

/** Lets the circuit search as the control port and the swap unit would, one probe per cycle unless it is held up. */
function search(
  scan: Circuit,
  flags: number[],
  { count, reserve, stalls = () => false, disturb = () => {} }: SearchOptions,
): Search {
  const word = () => flags.reduce((sum, flag, entry) => sum + (flag << entry), 0);
  scan.drive({ flags: word(), count, reserve, taken: 0, continued: 0, probes: 0, old_flag: 0 });
  expect([scan.read('offered'), scan.read('exhausted')]).toEqual(count > 0 ? [1, 0] : [0, 1]);
  if (count === 0) return { found: undefined, probed: [], cycles: 0 };
  const probed: number[] = [scan.read('entry')];
  scan.clock({ taken: 1 });
  let underWay: number | undefined = probed[0];
  for (let cycle = 1; cycle <= 1000; cycle += 1) {
    const old = underWay === undefined ? 0 : flags[underWay]!;
    scan.drive({ flags: word(), taken: 0, probes: Number(underWay !== undefined), old_flag: old });
    expect([scan.read('offered'), scan.read('exhausted')]).toEqual([0, 0]);
    const takes = underWay !== undefined && old === 1 && scan.read('permit') === 1;
    if (takes) expect(flags.filter((flag) => flag === 1).length).toBeGreaterThan(reserve);
    if (scan.read('concludes') === 1) {
      if (takes) flags[underWay!] = 0;
      expect(scan.read('continues')).toBe(0);
      scan.clock({ continued: 0 });
      scan.drive({ probes: 0 });
      expect(scan.read('offered'), 'the next search may begin').toBe(1);
      return { found: takes ? underWay : undefined, probed, cycles: cycle };
    }
    expect(takes, 'a probe that takes the entry ends the search').toBe(false);
    const next = scan.read('continues') === 1 && !stalls();
    const entry = scan.read('entry');
    scan.clock({ continued: Number(next) });
    underWay = next ? entry : undefined;
    if (next) probed.push(entry);
    disturb();
  }
  throw new Error('the search did not end within 1000 cycles');
}

interface SearchOptions {
  readonly count: number;
  readonly reserve: number;
  readonly stalls?: () => boolean;
  readonly disturb?: () => void;
}

describe.each(shapes)('the search of Fig. 6 with $title', (shape) => {
  const { entries } = shape.sizes;
  let library: ModelLibrary;
  beforeAll(async () => {
    library = await buildScan(shape);
  }, 180_000);

  test('every set of flags, every A[0], with and without the reserve: the flow chart, one flag per cycle', () => {
    const scan = circuit(startModel(library), 'scan');
    for (let set = 0; set < 2 ** entries; set += 1) {
      for (let count = 0; count <= entries; count += 1) {
        for (const reserve of [0, 1]) {
          const flags = Array.from({ length: entries }, (_, entry) => (set >> entry) & 1);
          const free = flags.filter((flag) => flag === 1).length;
          const lowest = flags.slice(0, count).indexOf(1);
          const found = lowest >= 0 && free > reserve ? lowest : undefined;
          const probes = found === undefined ? count : found + 1;
          expect(search(scan, flags, { count, reserve })).toEqual({
            found,
            probed: Array.from({ length: probes }, (_, entry) => entry),
            cycles: probes,
          });
        }
      }
    }
  });

  test('a reset in the middle of a search ends it', () => {
    const model = startModel(library);
    const scan = circuit(model, 'scan');
    scan.clock({ flags: 0, count: entries, taken: 1 });
    scan.drive({ taken: 0 });
    expect(scan.read('continues')).toBe(1);
    resetModel(model);
    expect([scan.read('continues'), scan.read('offered'), scan.read('entry')]).toEqual([0, 1, 0]);
  });

  testWithSeeds(
    file,
    'random stalls and flags that change meanwhile: each entry is probed once, in order',
    (random) => {
      const scan = circuit(startModel(library), 'scan');
      for (let run = 0; run < 300; run += 1) {
        const flags = Array.from({ length: entries }, () => Number(random.chance(0.3)));
        const { found, probed } = search(scan, flags, {
          count: entries,
          reserve: random.below(2),
          stalls: () => random.chance(0.3),
          disturb: () => {
            flags[random.below(entries)] = random.below(2);
          },
        });
        expect(probed).toEqual(Array.from({ length: probed.length }, (_, entry) => entry));
        if (found === undefined) expect(probed.length).toBe(entries);
        else expect(found).toBe(probed.at(-1));
      }
    },
  );
});
