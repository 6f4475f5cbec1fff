// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from 'vitest';
import { atomicOperations } from '../../hdl-gen/circuits/codes.ts';
import { parties } from '../../hdl-gen/circuits/parties.ts';
import type { ModelLibrary } from '../../sim/harness/index.ts';
import { type Circuit, startCircuit } from '../support/circuit.ts';
import { testWithSeeds } from '../support/seeded.ts';
import { buildControlCircuits, shapes } from './control-circuits.ts';

const file = 'testbenches/circuits/atomic-swap.test.ts';
const { LOAD, STORE, SWAP } = atomicOperations;

interface Request {
  readonly operation: number;
  readonly entry: number;
  readonly value: number;
}

type Asked = { first?: Request | undefined; second?: Request | undefined };

/** The flags beside the swap unit, and what it accepted: the whole expected behaviour. */
function naiveFlags(initial: readonly number[]) {
  const flags = [...initial];
  let secondWins = false;
  let accepted: Asked = {};
  return {
    flags,
    word: () => flags.reduce((sum, flag, entry) => sum + (flag << entry), 0),
    /** What takes effect in this cycle. */
    accepted: () => accepted,
    /** Who is refused of those who ask; a clash passes the right of way to its loser. */
    accept(asked: Asked): 'first' | 'second' | undefined {
      const clash = asked.first !== undefined && asked.first.entry === asked.second?.entry;
      const loser = clash ? (secondWins ? 'first' : 'second') : undefined;
      if (clash) secondWins = !secondWins;
      accepted = { ...asked, ...(loser ? { [loser]: undefined } : {}) };
      return loser;
    },
    /** Applies an operation and returns the flag before it. */
    effect({ operation, entry, value }: Request, permit: number): number {
      const old = flags[entry]!;
      if (operation !== LOAD && permit === 1) flags[entry] = value;
      return old;
    },
  };
}

type NaiveFlags = ReturnType<typeof naiveFlags>;

function ask(swap: Circuit, asked: Asked): void {
  for (const party of parties) {
    const request = asked[party];
    swap.drive({ [`${party}_request`]: request ? 1 : 0 });
    if (request) {
      swap.drive({
        [`${party}_operation`]: request.operation,
        [`${party}_entry`]: request.entry,
        [`${party}_value`]: request.value,
      });
    }
  }
}

describe.each(shapes)('the atomic swap unit with $title', (shape) => {
  const { entries } = shape.sizes;
  let library: ModelLibrary;
  beforeAll(async () => {
    library = await buildControlCircuits(shape);
  }, 180_000);

  /** Applies what takes effect now, compares it, and goes on. */
  function step(swap: Circuit, model: NaiveFlags, permits: Record<'first' | 'second', number>): void {
    const took = model.accepted();
    swap.drive({ flags: model.word(), first_permit: permits.first, second_permit: permits.second });
    for (const party of parties) {
      const request = took[party];
      expect(swap.read(`${party}_done`)).toBe(request ? 1 : 0);
      const written = request !== undefined && request.operation !== LOAD && permits[party] === 1;
      expect(swap.read(`${party}_write`)).toBe(Number(written));
      if (written) {
        expect(swap.read(`${party}_write_entry`)).toBe(request.entry);
        expect(swap.read(`${party}_write_flag`)).toBe(request.value);
      }
      const old = request ? model.effect(request, permits[party]) : 0;
      expect(swap.read(`${party}_old_flag`), `old flag of the ${party} party`).toBe(old);
    }
  }

  test('T1: of two swaps on one flag in one cycle one gets the 1; the loser comes next and wins the next clash', () => {
    const swap = startCircuit(library, 'swap');
    const model = naiveFlags(Array(entries).fill(1));
    const same: Request = { operation: SWAP, entry: 2, value: 0 };
    const winners: string[] = [];
    for (let clash = 0; clash < 4; clash += 1) {
      model.flags[2] = 1;
      ask(swap, { first: same, second: same });
      swap.drive({ flags: model.word() });
      const ready = { first: swap.read('first_ready'), second: swap.read('second_ready') };
      expect(ready.first + ready.second, 'swaps accepted').toBe(1);
      const [winner, loser] =
        ready.first === 1 ? (['first', 'second'] as const) : (['second', 'first'] as const);
      winners.push(winner);
      swap.clock();
      ask(swap, { [loser]: same });
      swap.drive({ flags: model.word(), first_permit: 1, second_permit: 1 });
      expect(swap.read(`${loser}_ready`)).toBe(1);
      expect(swap.read(`${winner}_old_flag`)).toBe(1);
      expect(swap.read(`${winner}_write`)).toBe(1);
      swap.clock();
      model.flags[2] = 0;
      ask(swap, {});
      swap.drive({ flags: model.word() });
      expect(swap.read(`${loser}_done`)).toBe(1);
      expect(swap.read(`${loser}_old_flag`)).toBe(0);
      swap.clock();
    }
    expect(winners).toEqual(['first', 'second', 'first', 'second']);
  });

  const operations = Object.entries(atomicOperations);
  const pairs = operations.flatMap(([first, one]) =>
    operations.flatMap(([second, other]) => [0, 1].map((flag) => ({ first, second, one, other, flag }))),
  );
  test.each(pairs)('T16: $first against $second on a flag that is $flag', ({ one, other, flag }) => {
    const swap = startCircuit(library, 'swap');
    const model = naiveFlags(Array(entries).fill(flag));
    let left: { first?: Request; second?: Request } = {
      first: { operation: one, entry: 1, value: 1 - flag },
      second: { operation: other, entry: 1, value: flag },
    };
    for (let cycle = 0; cycle < 3; cycle += 1) {
      ask(swap, left);
      step(swap, model, { first: 1, second: 1 });
      const loser = model.accept(left);
      left = loser ? { [loser]: left[loser] } : {};
      swap.clock();
    }
  });

  test('one operation per cycle and party is sustained on different flags', () => {
    const swap = startCircuit(library, 'swap');
    const model = naiveFlags(Array(entries).fill(1));
    let effects = 0;
    for (let cycle = 0; cycle < 20; cycle += 1) {
      const asked = {
        first: { operation: cycle % 2 === 0 ? SWAP : STORE, entry: cycle % entries, value: cycle % 2 },
        second: { operation: SWAP, entry: (cycle + 1) % entries, value: 0 },
      };
      ask(swap, asked);
      step(swap, model, { first: 1, second: 1 });
      expect([swap.read('first_ready'), swap.read('second_ready')]).toEqual([1, 1]);
      effects += swap.read('first_done') + swap.read('second_done');
      model.accept(asked);
      swap.clock();
    }
    expect(effects).toBe(38);
  });

  testWithSeeds(file, 'random operations agree with the naive model', (random) => {
    const swap = startCircuit(library, 'swap');
    const model = naiveFlags(Array.from({ length: entries }, () => random.below(2)));
    const waiting: Asked = {};
    let clashes = 0;
    for (let cycle = 0; cycle < 3000; cycle += 1) {
      for (const party of parties) {
        if (waiting[party] === undefined && random.chance(0.8)) {
          waiting[party] = {
            operation: random.below(3),
            entry: random.below(random.chance(0.5) ? 2 : entries),
            value: random.below(2),
          };
        }
      }
      ask(swap, waiting);
      step(swap, model, { first: random.below(2), second: random.below(2) });
      const loser = model.accept(waiting);
      for (const party of parties) {
        if (waiting[party]) expect(swap.read(`${party}_ready`)).toBe(party === loser ? 0 : 1);
        if (party !== loser) waiting[party] = undefined;
      }
      if (loser) clashes += 1;
      swap.clock();
    }
    expect(clashes).toBeGreaterThan(100);
  });
});
