// SPDX-License-Identifier: Apache-2.0

import { cycles } from '../../../sim/tasks/index.ts';
import type { GeneratedModel } from '../../support/generated-model.ts';
import { openBench } from './bench.ts';
import { type CycleRow, exactly } from './row.ts';

const LOAD = 0;
const STORE = 1;
const SWAP = 2;

/** The atomic swap unit by itself: rate, latency, and fairness on one word. */
export function measureSwapUnit(generated: GeneratedModel, preset: string): CycleRow[] {
  const operations = { load: LOAD, store: STORE, swap: SWAP };
  const rows = Object.entries(operations).flatMap(([name, operation]) => {
    const different = runBoth(generated, operation, [0, 1], 20);
    return [
      exactly(
        preset,
        `swap unit, ${name}: accepted in 20 cycles by both parties, different words`,
        40,
        different.accepted,
      ),
      exactly(preset, `swap unit, ${name}: cycles from accepted to result`, 1, different.latency),
    ];
  });
  const same = runBoth(generated, SWAP, [2, 2], 20);
  return [
    ...rows,
    exactly(preset, 'swap unit, same word: accepted in 20 cycles', 20, same.accepted),
    exactly(preset, 'swap unit, same word: most cycles that a party waits', 1, same.longestWait),
  ];
}

function runBoth(
  generated: GeneratedModel,
  operation: number,
  entries: readonly [number, number],
  duration: number,
) {
  const bench = openBench(generated);
  const seen = { accepted: 0, latency: 0, longestWait: 0 };
  for (const [index, party] of (['first', 'second'] as const).entries()) {
    const port = (name: string) => bench.model.port(`${party}_${name}`);
    port('operation').value = operation;
    port('entry').value = entries[index]!;
    port('request').value = 1;
    port('permit').value = 1;
    let waited = 0;
    let since = -1;
    bench.watch([`${party}_ready`, `${party}_done`], (cycle, [ready, done]) => {
      if (done === 1 && since >= 0) {
        seen.latency = Math.max(seen.latency, cycle - since);
        since = -1;
      }
      if (ready === 1) {
        seen.accepted += 1;
        since = since < 0 ? cycle : since;
      }
      waited = ready === 1 ? 0 : waited + 1;
      seen.longestWait = Math.max(seen.longestWait, waited);
    });
  }
  bench.testbench.run(function* () {
    yield cycles(duration);
  });
  return seen;
}
