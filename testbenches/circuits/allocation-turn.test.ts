// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from 'vitest';
import type { ModelLibrary } from '../../sim/harness/index.ts';
import { type Circuit, startCircuit } from '../support/circuit.ts';
import { testWithSeeds } from '../support/seeded.ts';
import { buildControlCircuits, buildScan, type Shape, shapes } from './control-circuits.ts';

const file = 'testbenches/circuits/allocation-turn.test.ts';
const sides = ['first', 'second'] as const;
type Side = (typeof sides)[number];

/** What happens around the allocation of an area in a cycle. */
interface Situation {
  readonly free: number;
  readonly waits: Readonly<Record<Side, boolean>>;
  readonly returnUnderWay: boolean;
}

/** An allocation circuit: who could get an entry in a situation, and what follows when one does. */
interface Allocator {
  mayTake(situation: Situation): Readonly<Record<Side, boolean>>;
  next(takes: Side | undefined): void;
}

const word = (free: number): number => 2 ** free - 1;

function inputs({ free, waits, returnUnderWay }: Situation) {
  return {
    flags: word(free),
    return_under_way: Number(returnUnderWay),
    first_waits: Number(waits.first),
    second_waits: Number(waits.second),
  };
}

/** The reserve as it is set, in circuits that were built with one. */
type Settings = Readonly<Record<string, number>>;

/** The look-up, with the offer settled before each question. */
function lookup(library: ModelLibrary, settings: Settings): Allocator {
  const offer: Circuit = startCircuit(library, 'offer', settings);
  const idle = { first_wants: 0, second_wants: 0, first_taken: 0, second_taken: 0 };
  return {
    mayTake(situation) {
      for (let cycle = 0; cycle < 3; cycle += 1) {
        offer.clock({ ...idle, flags: word(situation.free), first_waits: 0, second_waits: 0 });
      }
      const { first, second } = situation.waits;
      offer.drive({ ...inputs(situation), first_wants: Number(first), second_wants: Number(second) });
      return {
        first: first && offer.read('first_offered') === 1,
        second: second && offer.read('second_offered') === 1,
      };
    },
    next(takes) {
      offer.clock({ first_taken: Number(takes === 'first'), second_taken: Number(takes === 'second') });
      offer.drive({ first_taken: 0, second_taken: 0 });
      offer.clock({ ...idle, flags: 0 });
    },
  };
}

/** The turns of two circuits that search, whose probes both find a free entry. */
function scan(library: ModelLibrary, settings: Settings, reserve: number): Allocator {
  const turn = startCircuit(library, 'turn', settings);
  return {
    mayTake(situation) {
      turn.drive({ ...inputs(situation), first_allocated: 0, second_allocated: 0 });
      return {
        first: situation.waits.first && situation.free > reserve && turn.read('first_must_wait') === 0,
        second: situation.waits.second && situation.free > 0 && turn.read('second_must_wait') === 0,
      };
    },
    next(takes) {
      turn.clock({
        first_allocated: Number(takes === 'first'),
        second_allocated: Number(takes === 'second'),
      });
    },
  };
}

function describeTurns(kind: string, build: (shape: Shape) => Promise<ModelLibrary>): void {
  const variants = shapes.flatMap((shape) =>
    shape.sizes.configuration.reserveForReturn > 0
      ? [
          { shape, title: shape.title, reserve: 1, settings: { reserve: 1 } },
          { shape, title: `${shape.title} but the reserve off`, reserve: 0, settings: { reserve: 0 } },
        ]
      : [{ shape, title: shape.title, reserve: 0, settings: {} }],
  );
  describe.each(variants)(`the turns of the ${kind} with $title`, ({ shape, reserve, settings }) => {
    const { buffers } = shape.sizes.configuration;
    let library: ModelLibrary;
    beforeAll(async () => {
      library = await build(shape);
    }, 180_000);
    const start = () => (kind === 'scan' ? scan(library, settings, reserve) : lookup(library, settings));

    test('every number of free entries: who must leave it to the other', () => {
      const allocator = start();
      const both = { first: true, second: true };
      for (let free = 0; free <= buffers; free += 1) {
        for (const returnUnderWay of [true, false]) {
          // It is the turn of the request, first after reset and then because a return was served.
          const may = allocator.mayTake({ free, waits: both, returnUnderWay });
          expect(may.first, `${free} free`).toBe(free > reserve);
          const left = free === reserve + 1 || (reserve > 0 && free === reserve && returnUnderWay);
          if (left || free === 0) expect(may.second, `${free} free, ${returnUnderWay}`).toBe(false);
          else if (free <= reserve) expect(may.second, 'the reserve').toBe(true);
          const alone = allocator.mayTake({ free, waits: { first: false, second: true }, returnUnderWay });
          expect(alone.second, 'nobody else waits').toBe(free > 0);
        }
      }
    });

    test('with one entry more than the reserve the parties alternate', () => {
      const allocator = start();
      const served: Side[] = [];
      for (let grant = 0; grant < 6; grant += 1) {
        const situation = { free: reserve + 1, waits: { first: true, second: true }, returnUnderWay: true };
        const may = allocator.mayTake(situation);
        const takes = may.first && !may.second ? 'first' : 'second';
        expect(may[takes]).toBe(true);
        served.push(takes);
        allocator.next(takes);
      }
      expect(served).toEqual(['first', 'second', 'first', 'second', 'first', 'second']);
    });

    testWithSeeds(
      file,
      `${kind}: at most one of the other party goes first, and nobody waits for what may never come`,
      (random) => {
        const allocator = start();
        const overtaken = { first: 0, second: 0 };
        const served = { first: 0, second: 0 };
        const waits = { first: false, second: false };
        for (let step = 0; step < 1500; step += 1) {
          for (const side of sides) waits[side] ||= random.chance(0.6);
          const free = random.below(Math.min(buffers, reserve + 3) + 1);
          const returnUnderWay = random.chance(0.5);
          const may = allocator.mayTake({ free, waits: { ...waits }, returnUnderWay });
          if (free > 0 && free <= reserve && !returnUnderWay) {
            expect(may.second, 'nothing else would free an entry').toBe(waits.second);
          }
          if (free > reserve && (waits.first || waits.second)) {
            expect(may.first || may.second, 'an entry for both is given to one').toBe(true);
          }
          const able = sides.filter((side) => may[side]);
          const takes = random.chance(0.8) ? able[random.below(Math.max(1, able.length))] : undefined;
          if (takes !== undefined) {
            const other = takes === 'first' ? 'second' : 'first';
            const left = free - 1;
            const could = other === 'first' ? free > reserve || (free > 0 && returnUnderWay) : free > 0;
            const stillCould = other === 'first' ? left > reserve : left > 0;
            if (waits[other] && could && !stillCould) overtaken[other] += 1;
            expect(overtaken[other], `${takes} goes before ${other}`).toBeLessThanOrEqual(1);
            overtaken[takes] = 0;
            served[takes] += 1;
            waits[takes] = false;
          }
          allocator.next(takes);
        }
        expect(Math.min(served.first, served.second)).toBeGreaterThan(200);
      },
    );
  });
}

describeTurns('lookup', buildControlCircuits);
describeTurns('scan', buildScan);
