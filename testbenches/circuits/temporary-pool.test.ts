// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from 'vitest';
import type { ModelLibrary } from '../../sim/harness/index.ts';
import { startCircuit } from '../support/circuit.ts';
import { testWithSeeds } from '../support/seeded.ts';
import { buildControlCircuits, shapes } from './control-circuits.ts';

const file = 'testbenches/circuits/temporary-pool.test.ts';

describe.each(shapes)('the pool of temporary buffers with $title', (shape) => {
  const { configuration, bufferWords } = shape.sizes;
  const { temporaryBuffers: count, reserveForReturn: reserve } = configuration;
  const settings = { temporaries_limit: count, ...(reserve > 0 ? { reserve: 1 } : {}) };
  let library: ModelLibrary;
  beforeAll(async () => {
    library = await buildControlCircuits(shape);
  }, 180_000);

  test('hands out every buffer once, one per cycle, and keeps the last for a return', () => {
    const pool = startCircuit(library, 'pool', settings);
    pool.clock();
    for (let number = 0; number < count; number += 1) {
      pool.drive({ offer_take: 1 });
      expect(pool.read('offer_for_return')).toBe(1);
      expect(pool.read('offer_for_request')).toBe(Number(number < count - reserve));
      expect([pool.read('offer_number'), pool.read('offer_address')]).toEqual([number, number * bufferWords]);
      pool.clock();
    }
    pool.drive({ offer_take: 0 });
    expect([pool.read('offer_for_return'), pool.read('offer_for_request')]).toEqual([0, 0]);
    pool.clock({ give_back: 1, give_back_number: 1 });
    pool.clock({ give_back: 0 });
    pool.drive({});
    expect([pool.read('offer_for_return'), pool.read('offer_number')]).toEqual([1, 1]);
  });

  test('hands out none above the limit two cycles after it was lowered, and all again when it is raised', () => {
    const pool = startCircuit(library, 'pool', settings);
    pool.clock();
    pool.clock({ offer_take: 1 });
    pool.clock({ offer_take: 0, temporaries_limit: 1 });
    pool.drive({});
    expect([pool.read('offer_for_return'), pool.read('offer_number')]).toEqual([1, 1]);
    pool.clock();
    pool.clock({ give_back: 1, give_back_number: 0 });
    pool.drive({ give_back: 0 });
    expect(pool.read('offer_for_return')).toBe(0);
    pool.clock();
    pool.drive({ offer_take: 1 });
    expect([pool.read('offer_for_return'), pool.read('offer_number')]).toEqual([1, 0]);
    expect(pool.read('offer_for_request')).toBe(1 - reserve);
    pool.clock();
    pool.clock({ offer_take: 0, temporaries_limit: count });
    pool.clock();
    pool.drive({});
    expect([pool.read('offer_for_return'), pool.read('offer_number')]).toEqual([1, 1]);
  });

  test('keeps none for a return while the reserve is off', () => {
    const pool = startCircuit(library, 'pool', { ...settings, ...(reserve > 0 ? { reserve: 0 } : {}) });
    pool.clock();
    for (let number = 0; number < count; number += 1) {
      pool.drive({ offer_take: 1 });
      expect([pool.read('offer_for_request'), pool.read('offer_for_return')]).toEqual([1, 1]);
      pool.clock();
    }
  });

  testWithSeeds(file, 'random use: no buffer twice, none forgotten', (random) => {
    const pool = startCircuit(library, 'pool', settings);
    const inUse = new Set<number>();
    let waited = 0;
    let handedOut = 0;
    for (let cycle = 0; cycle < 2000; cycle += 1) {
      pool.drive({ offer_take: 0, give_back: 0 });
      const forReturn = pool.read('offer_for_return') === 1;
      const forRequest = pool.read('offer_for_request') === 1;
      const number = pool.read('offer_number');
      waited = forReturn || inUse.size === count ? 0 : waited + 1;
      expect(waited, 'cycles without an offer although one is free').toBeLessThanOrEqual(2);
      if (forReturn) expect(inUse).not.toContain(number);
      if (forRequest) {
        expect(forReturn).toBe(true);
        expect(count - inUse.size).toBeGreaterThan(reserve);
      }
      const take = forReturn && random.chance(0.5);
      const back =
        inUse.size > 0 && random.chance(cycle % 200 < 100 ? 0.3 : 0.7)
          ? [...inUse][random.below(inUse.size)]
          : undefined;
      pool.clock({
        offer_take: Number(take),
        give_back: Number(back !== undefined),
        give_back_number: back ?? 0,
      });
      if (take) {
        inUse.add(number);
        handedOut += 1;
      }
      if (back !== undefined) inUse.delete(back);
    }
    expect(handedOut).toBeGreaterThan(300);
  });
});
