// SPDX-License-Identifier: Apache-2.0
import { atomicSwap } from '../../../hdl-gen/circuits/atomic-swap.ts';
import { sizesOf } from '../../../hdl-gen/circuits/sizes.ts';
import { type ConfigurationInput, parseConfiguration } from '../../../hdl-gen/configuration/index.ts';
import type { ModelLibrary } from '../../../sim/harness/index.ts';
import { createTestbench, cycles } from '../../../sim/tasks/index.ts';
import { simulateModules } from '../../support/simulate-module.ts';
import { type CycleRow, exactly } from './row.ts';

const operations = { load: 0, store: 1, swap: 2 };
const duration = 20;

/** The atomic swap unit by itself: rate, latency, and fairness on one word. */
export async function measureSwapUnit(input: ConfigurationInput, preset: string): Promise<CycleRow[]> {
  const module = atomicSwap(sizesOf(parseConfiguration(input)));
  const library = await simulateModules({ unit: { module } });
  const rows = Object.entries(operations).flatMap(([name, operation]) => {
    const { accepted, latency } = bothParties(library, operation, { first: 0, second: 1 });
    return [
      exactly(
        preset,
        `${name} at the swap unit, both parties, different words: accepted in ${duration} cycles`,
        2 * duration,
        accepted,
      ),
      exactly(preset, `${name} at the swap unit: accepted to result`, 1, latency),
    ];
  });
  const { accepted, longestWait } = bothParties(library, operations.swap, { first: 2, second: 2 });
  return [
    ...rows,
    exactly(
      preset,
      `swap of the same word by both parties: accepted in ${duration} cycles`,
      duration,
      accepted,
    ),
    exactly(
      preset,
      'swap of the same word by both parties: most cycles in a row that one of them waits',
      1,
      longestWait,
    ),
  ];
}

function bothParties(
  library: ModelLibrary,
  operation: number,
  entries: Readonly<Record<'first' | 'second', number>>,
) {
  const model = library.create({ seed: 1 });
  model.port('rst').value = 1;
  model.settle();
  model.edge();
  model.port('rst').value = 0;
  const testbench = createTestbench(model);
  const seen = { accepted: 0, latency: 0, longestWait: 0 };
  for (const party of ['first', 'second'] as const) {
    const port = (name: string) => model.port(`unit_${party}_${name}`);
    port('operation').value = operation;
    port('entry').value = entries[party];
    port('request').value = 1;
    port('permit').value = 1;
    const ready = port('ready');
    const done = port('done');
    const pending: number[] = [];
    let waited = 0;
    testbench.onSample((cycle) => {
      if (done.value === 1) {
        seen.latency = Math.max(seen.latency, cycle - pending.shift()!);
      }
      seen.accepted += ready.value;
      waited = ready.value === 1 ? 0 : waited + 1;
      seen.longestWait = Math.max(seen.longestWait, waited);
      if (ready.value === 1) {
        pending.push(cycle);
      }
    });
  }
  testbench.run(function* () {
    yield cycles(duration);
  });
  return seen;
}
