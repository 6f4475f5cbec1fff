// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../manifest/index.ts';
import type { RegisterBank } from '../reference-model/index.ts';

/** The counters of a design as they must be, fed by the rules with what they see. */
export interface CounterModel {
  readonly count: number;
  /** Where a counter is, by its name; adding at the place of a counter that the design lacks has no effect. */
  place(name: string): number;
  /** This cycle adds to a counter. */
  add(place: number, amount: number): void;
  /** The counter whose total the sweep brings up to date in this cycle, and to which value; none in the first one. */
  readonly due: { place: number; value: number };
  readonly pools: readonly CountedPool[];
  /** Adds to every total, as somebody has done in the design between two cycles. */
  addToAll(amount: number): void;
  /** Ends a cycle: what came in the cycle before it is counted, and the sweep goes on. */
  advance(): void;
  restart(): void;
}

/** A pool and its high-water mark. */
export interface CountedPool {
  readonly name: string;
  most: number;
}

/** Counters that are not there: the sum of their additions is never looked at. */
const nowhere = 0;

export function createCounterModel(manifest: Manifest, registers: RegisterBank): CounterModel {
  const { statisticsBits } = manifest.configuration;
  const names = manifest.registers.flatMap(({ name, counter }) =>
    counter?.half === 'low' ? [{ name, place: counter.index + 1 }] : [],
  );
  const places = new Map(names.map(({ name, place }) => [name, place]));
  const size = names.length + 1;
  const run = registers.setting('statistics_run', 1);
  const clear = registers.setting('statistics_clear', 0);
  const totals = new Float64Array(size);
  const due = { place: nowhere, value: 0 };
  let visited = 1;
  let coming = new Float64Array(size);
  let before = new Float64Array(size);

  const cycles = places.get('cycles') ?? nowhere;
  const pools = manifest.registers.flatMap(({ name }) =>
    name.endsWith('_most_in_use')
      ? [{ name, place: places.get(name.replace('_most_in_use', '_in_use_cycles'))!, most: 0 }]
      : [],
  );
  for (const pool of pools) registers.show(pool.name, () => pool.most);

  return {
    count: names.length,
    place: (name) => places.get(name) ?? nowhere,
    add(place, amount) {
      coming[place]! += amount;
    },
    due,
    pools,
    addToAll(amount) {
      for (let place = 1; place < size; place += 1) totals[place]! += amount;
      if (due.place !== nowhere) due.value = (due.value + amount) % 2 ** statisticsBits;
    },
    advance() {
      const clears = clear.next === 1;
      due.place = visited;
      due.value = clears ? 0 : totals[visited]! % 2 ** statisticsBits;
      visited = visited === names.length ? 1 : visited + 1;
      if (clears) {
        totals.fill(0);
        for (const pool of pools) pool.most = 0;
      } else if (run.now === 1) {
        for (let index = 0; index < pools.length; index += 1) {
          const pool = pools[index]!;
          pool.most = Math.max(pool.most, before[pool.place]!);
        }
        for (let place = 1; place < size; place += 1) totals[place]! += before[place]!;
      }
      coming[cycles] = 1;
      const counted = before;
      before = coming;
      coming = counted;
      for (let place = 0; place < size; place += 1) counted[place] = 0;
    },
    restart() {
      totals.fill(0);
      coming.fill(0);
      before.fill(0);
      // Cycles come without an event, so the first after a reset counts at once.
      before[cycles] = 1;
      visited = 1;
      due.place = nowhere;
      for (const pool of pools) pool.most = 0;
    },
  };
}
