// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from 'vitest';
import type { ModelLibrary } from '../../sim/harness/index.ts';
import { type Circuit, circuit, resetModel, startCircuit, startModel } from '../support/circuit.ts';
import { testWithSeeds } from '../support/seeded.ts';
import { buildControlCircuits, shapes } from './control-circuits.ts';

const file = 'testbenches/circuits/allocation-lookup.test.ts';

/** The flags as the control area keeps them: a swap accepted in one cycle clears its flag at the end of the next. */
function startFlags(entries: number, free: readonly number[]) {
  const flags = Array.from({ length: entries }, (_, entry) => Number(free.includes(entry)));
  let accepted: number | undefined;
  return {
    word: () => flags.reduce((sum, flag, entry) => sum + (flag << entry), 0),
    /** Entries that nobody holds and nobody is about to get. */
    free: () => flags.flatMap((flag, entry) => (flag === 1 && entry !== accepted ? [entry] : [])),
    held: () => flags.flatMap((flag, entry) => (flag === 0 ? [entry] : [])),
    next(taken: number | undefined, freed: number | undefined) {
      if (accepted !== undefined) flags[accepted] = 0;
      if (freed !== undefined) flags[freed] = 1;
      accepted = taken;
    },
  };
}

describe.each(shapes)('the look-up of a free entry with $title', (shape) => {
  const { entries, configuration } = shape.sizes;
  const reserve = configuration.reserveForReturn;
  const settings = reserve > 0 ? { reserve: 1 } : {};
  const all = Array.from({ length: entries }, (_, entry) => entry);
  let library: ModelLibrary;
  beforeAll(async () => {
    library = await buildControlCircuits(shape);
  }, 180_000);

  /** Goes on until the offer no longer changes. */
  function settle(offer: Circuit, flags: ReturnType<typeof startFlags>): void {
    for (let cycle = 0; cycle < 3; cycle += 1) {
      offer.clock({ flags: flags.word(), first_taken: 0, second_taken: 0 });
      flags.next(undefined, undefined);
    }
  }

  test('offers one entry per cycle, the lowest first, until none is left', () => {
    const offer = startCircuit(library, 'offer', settings);
    const flags = startFlags(entries, all);
    settle(offer, flags);
    for (const entry of all) {
      offer.drive({ flags: flags.word(), second_wants: 1, second_taken: 1 });
      expect([offer.read('second_offered'), offer.read('entry')]).toEqual([1, entry]);
      expect(offer.read('second_exhausted')).toBe(0);
      offer.clock();
      flags.next(entry, undefined);
    }
    offer.drive({ flags: flags.word(), second_taken: 0 });
    expect([offer.read('second_offered'), offer.read('second_exhausted')]).toEqual([0, 1]);
  });

  test('every set of free entries: who is served, which entry, and who is told that none is left', () => {
    const model = startModel(library);
    const offer = circuit(model, 'offer');
    const choices =
      reserve > 0
        ? [
            { kept: 1, setting: { reserve: 1 } },
            { kept: 0, setting: { reserve: 0 } },
          ]
        : [{ kept: 0, setting: {} }];
    for (let set = 0; set < 2 ** entries; set += 1)
      for (const { kept, setting } of choices) {
        const free = all.filter((entry) => (set >> entry) & 1);
        const flags = startFlags(entries, free);
        for (const [first, second] of [
          [1, 0],
          [0, 1],
        ]) {
          resetModel(model);
          offer.drive({ first_wants: first!, second_wants: second!, ...setting });
          settle(offer, flags);
          expect(offer.read('first_offered')).toBe(Number(free.length > kept));
          expect(offer.read('second_offered')).toBe(Number(free.length > 0));
          expect(offer.read('first_exhausted')).toBe(Number(free.length <= kept));
          expect(offer.read('second_exhausted')).toBe(Number(free.length === 0));
          if (free.length > 0) expect(offer.read('entry')).toBe(free[0]);
        }
      }
  });

  test('an entry on offer that may not be allocated any more is replaced in the next cycle', () => {
    const offer = startCircuit(library, 'offer', settings);
    const flags = startFlags(entries, all);
    settle(offer, flags);
    offer.clock({ flags: flags.word() & ~1 });
    offer.drive({ second_wants: 1 });
    expect([offer.read('second_offered'), offer.read('entry')]).toEqual([1, 1]);
    offer.clock({ flags: 0 });
    offer.drive({});
    expect([offer.read('second_offered'), offer.read('second_exhausted')]).toEqual([0, 1]);
  });

  test('when both parties wait they take turns', () => {
    const offer = startCircuit(library, 'offer', settings);
    const flags = startFlags(entries, all);
    settle(offer, flags);
    const served: string[] = [];
    for (let grant = 0; grant < 4; grant += 1) {
      offer.drive({ flags: flags.word(), first_wants: 1, second_wants: 1 });
      const first = offer.read('first_offered');
      const second = offer.read('second_offered');
      expect(first + second).toBe(1);
      served.push(first === 1 ? 'first' : 'second');
      const entry = offer.read('entry');
      offer.clock({ first_taken: first, second_taken: second });
      flags.next(entry, undefined);
    }
    expect(served).toEqual(['first', 'second', 'first', 'second']);
  });

  testWithSeeds(
    file,
    'random takes and frees: no entry is granted twice, none is refused that is free',
    (random) => {
      const offer = startCircuit(library, 'offer', settings);
      const flags = startFlags(entries, all);
      const waited = { first: 0, second: 0 };
      let grants = 0;
      let refusals = 0;
      let clashed = false;
      for (let cycle = 0; cycle < 2000; cycle += 1) {
        const greedy = cycle % 100 < 60;
        const wants = { first: random.chance(0.6), second: random.chance(0.6) };
        offer.drive({
          flags: flags.word(),
          first_wants: Number(wants.first),
          second_wants: Number(wants.second),
          first_taken: 0,
          second_taken: 0,
        });
        const free = flags.free();
        const offered = {
          first: wants.first && offer.read('first_offered') === 1,
          second: wants.second && offer.read('second_offered') === 1,
        };
        expect(offered.first && offered.second, 'both get the same entry').toBe(false);
        const entry = offer.read('entry');
        if (offered.first) expect(free.length, 'left for returns').toBeGreaterThan(reserve);
        if (offered.first || offered.second) expect(free).toContain(entry);
        if (offer.read('first_exhausted') === 1) expect(free.length).toBeLessThanOrEqual(reserve);
        if (offer.read('second_exhausted') === 1) {
          expect(free).toEqual([]);
          refusals += 1;
        }
        for (const party of ['first', 'second'] as const) {
          const could = free.length > (party === 'first' ? reserve : 0) && wants[party] && !offered[party];
          // A freed entry is not yet on offer, its taker loses a clash of flags, then takes it, and the next is not yet on offer.
          waited[party] = could ? waited[party] + 1 : 0;
          expect(
            waited[party],
            `cycles the ${party} party waits although it could be served`,
          ).toBeLessThanOrEqual(4);
        }
        // A clash of flags is lost once at most.
        const taken: boolean = (offered.first || offered.second) && (clashed || random.chance(0.9));
        clashed = (offered.first || offered.second) && !taken;
        if (taken) {
          offer.drive({ first_taken: Number(offered.first), second_taken: Number(offered.second) });
          grants += 1;
        }
        const held = flags.held();
        const freed =
          held.length > 0 && random.chance(greedy ? 0.1 : 0.7) ? held[random.below(held.length)] : undefined;
        offer.clock();
        flags.next(taken ? entry : undefined, freed);
      }
      expect(grants).toBeGreaterThan(300);
      expect(refusals).toBeGreaterThan(10);
    },
  );
});
