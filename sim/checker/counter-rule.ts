// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../manifest/index.ts';
import type { CounterModel } from './counters.ts';
import type { Run } from './run.ts';

/** The counters of a design and their way to the register port. */
export interface CounterRule {
  /** The low word of a counter is wanted in this cycle. */
  want(index: number): void;
  /** The value that was wanted was captured in the cycle before. */
  captured(): boolean;
  /** A word of the value captured last. */
  word(half: 'low' | 'high'): number;
  /** Compares the total that is brought up to date and the high-water marks; at the end of a cycle. */
  finishCycle(): void;
  restart(): void;
}

export function createCounterRule(run: Run, manifest: Manifest, counters: CounterModel): CounterRule {
  const { binding, log } = run;
  const { due, pools } = counters;
  const place = log.place(manifest.top);
  const probe = (name: string) => binding.probe(`statistics.${name}`);
  const names = manifest.registers.flatMap(({ name, counter }) => (counter?.half === 'low' ? [name] : []));
  const isCounting = counters.count > 0;
  const [valid, index, sum] = isCounting
    ? [probe('valid').word, probe('index').word, probe('sum')]
    : [0, 0, undefined];
  const marks = pools.map((pool) => ({ pool, word: probe(pool.name).word }));
  const signals = isCounting
    ? ['valid', 'index', 'sum'].map((name) => binding.pathOf(`statistics.${name}`))
    : [];
  let wanted = -1;
  let isCaptured = false;
  let value = 0;

  function fail(expected: string, actual: string): never {
    return run.fail({ rule: 'statistics', where: manifest.top, expected, actual, signals });
  }

  function compareTotal(): void {
    const isDue = due.place > 0;
    const low = due.value % 2 ** 32;
    const high = Math.floor(due.value / 2 ** 32);
    const { frame } = run;
    const at = sum!.word;
    const same =
      frame[index] === due.place - 1 && frame[at] === low && (sum!.words === 1 || frame[at + 1] === high);
    if ((frame[valid] === 1) === isDue && (!isDue || same)) return;
    const shown = frame[at]! + (sum!.words === 1 ? 0 : frame[at + 1]! * 2 ** 32);
    fail(
      isDue ? `${names[due.place - 1]} is ${due.value}` : 'no total in the first cycle',
      frame[valid] === 1 ? `${names[frame[index]!]} is ${shown}` : 'no total is brought up to date',
    );
  }

  return {
    want(counter) {
      wanted = counter;
    },
    captured: () => isCaptured,
    word: (half) => (half === 'low' ? value % 2 ** 32 : Math.floor(value / 2 ** 32)),
    finishCycle() {
      if (!isCounting) return;
      compareTotal();
      for (let pool = 0; pool < marks.length; pool += 1) {
        const mark = marks[pool]!;
        const { most, name } = mark.pool;
        if (run.frame[mark.word] !== most) fail(`${name} is ${most}`, `it is ${run.frame[mark.word]}`);
      }
      isCaptured = wanted >= 0 && due.place - 1 === wanted;
      if (isCaptured) {
        value = due.value;
        log.add('counter read', run.cycle, place, wanted, value);
      }
      wanted = -1;
      counters.advance();
    },
    restart() {
      counters.restart();
      wanted = -1;
      isCaptured = false;
      value = 0;
    },
  };
}
