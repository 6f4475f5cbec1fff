// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect } from 'vitest';
import type { ModelLibrary } from '../../sim/harness/index.ts';
import { startCircuit } from '../support/circuit.ts';
import { testWithSeeds } from '../support/seeded.ts';
import { buildControlCircuits, shapes } from './control-circuits.ts';

const file = 'testbenches/circuits/ownership.test.ts';
const parties = ['first', 'second'] as const;

describe.each(shapes)('ownership with $title', (shape) => {
  const { entries } = shape.sizes;
  let library: ModelLibrary;
  beforeAll(async () => {
    library = await buildControlCircuits(shape);
  }, 180_000);

  testWithSeeds(
    file,
    'T2, T7: who holds an entry, after random allocations, indications and detections',
    (random) => {
      const owners = startCircuit(library, 'owners');
      const state = Array.from({ length: entries }, () => ({
        owner: 'first' as 'first' | 'second',
        circuits: 0,
        waits: false,
        received: false,
      }));
      for (let cycle = 0; cycle < 1500; cycle += 1) {
        // Operations of one cycle never meet in one entry: the swap unit and the queues see to that.
        const order = Array.from({ length: entries }, (_, entry) => entry);
        for (let last = entries - 1; last > 0; last -= 1) {
          const other = random.below(last + 1);
          [order[last], order[other]] = [order[other]!, order[last]!];
        }
        const inputs: Record<string, number> = {};
        const later: (() => void)[] = [];
        for (const [index, party] of parties.entries()) {
          const other = parties[1 - index]!;
          const entry = order[index]!;
          const detected = order[index + 2]!;
          const action = ['nothing', 'allocated', 'indicated'][random.below(3)]!;
          const detects = random.below(2);
          const circuits = random.below(2);
          const detector = random.below(2);
          inputs[`${party}_entry`] = entry;
          inputs[`${party}_by_circuits`] = circuits;
          inputs[`${party}_allocated`] = Number(action === 'allocated');
          inputs[`${party}_indicated`] = Number(action === 'indicated');
          inputs[`${party}_detected`] = detects;
          inputs[`${party}_detected_entry`] = detected;
          inputs[`${party}_detected_by_circuits`] = detector;
          inputs[`${party}_window_entry`] = random.below(entries);
          if (action === 'allocated')
            later.push(() => Object.assign(state[entry]!, { owner: party, circuits, received: false }));
          if (action === 'indicated')
            later.push(() => Object.assign(state[entry]!, { owner: other, waits: true }));
          if (detects === 1)
            later.push(() =>
              Object.assign(state[detected]!, { circuits: detector, waits: false, received: true }),
            );
        }
        owners.drive(inputs);
        for (const party of parties) {
          const holds = (entry: number, circuits: number) => {
            const { owner, circuits: level, waits } = state[entry]!;
            return Number(owner === party && level === circuits && !waits);
          };
          const entry = inputs[`${party}_entry`]!;
          const held = holds(entry, inputs[`${party}_by_circuits`]!);
          expect(owners.read(`${party}_holds`)).toBe(held);
          expect(owners.read(`${party}_may_send`)).toBe(state[entry]!.received ? 0 : held);
          expect(owners.read(`${party}_window_holds`)).toBe(holds(inputs[`${party}_window_entry`]!, 0));
          const pending = state.reduce(
            (sum, { owner, waits }, entry) => sum + (Number(waits && owner === party) << entry),
            0,
          );
          expect(owners.read(`${party}_pending`)).toBe(pending);
        }
        owners.clock();
        for (const change of later) change();
      }
    },
  );
});
