// SPDX-License-Identifier: Apache-2.0
import { monitorGrowth } from '../monitors/index.ts';
import { partyName, storePointer } from '../reference-model/index.ts';
import type { Area } from './area.ts';
import type { Run } from './run.ts';
import type { SupplyRule } from './supply-rule.ts';

/** Entries that get their buffers one by one: memory, pointer, flag 0 held by whoever asked, and at last A[0]. */
export function createGrowthRule(run: Run, area: Area): SupplyRule {
  const { model } = area;
  const { control, options, settings } = model;
  const monitor = monitorGrowth(run.binding, area.name);
  const { event } = monitor;
  const grown = [0, 1].map((party) => run.binding.probe(`${area.name}.${partyName(party)}_port.grown`).word);
  const signals = ['prepares', 'entry', 'pointer', 'taken'].map((name) =>
    run.binding.pathOf(`${area.name}.growth.${name}`),
  );
  let prepared = false;
  let takenBefore = 0;
  let inEffect = 0;

  function fail(expected: string, actual: string): never {
    return run.fail({ rule: 'growth', where: area.name, expected, actual, signals });
  }

  function checkTaken(): void {
    inEffect = run.frame[grown[0]!]! + run.frame[grown[1]!]!;
    if (event.taken !== control.words[0]! + inEffect) {
      fail(
        `${control.words[0]! + inEffect} entries are taken: A[0], and those whose allocation takes effect now`,
        `${event.taken} are`,
      );
    }
    if (event.taken !== takenBefore) {
      if (!prepared) fail('an entry is taken when it has its buffer', `entry ${takenBefore} had none`);
      prepared = false;
      takenBefore = event.taken;
    }
  }

  function checkPrepared(due: boolean): void {
    const { prepares, entry, pointer, taken } = event;
    if (prepares === due && (!due || (entry === taken && pointer === options.addresses[entry]))) return;
    fail(
      due
        ? `entry ${taken} gets the buffer at ${options.addresses[taken]}`
        : 'no entry gets a buffer: nobody needs one, one has its buffer already, or there is none to come',
      prepares ? `entry ${entry} gets the one at ${pointer}` : 'no entry gets a buffer',
    );
  }

  return {
    sample() {
      monitor.sample(run.frame);
      checkTaken();
      model.addable = Math.max(0, settings.limit - event.taken);
    },
    grownBy: (party) => (run.frame[grown[party]!] === 1 ? event.taken - 1 : -1),
    prepared: () => prepared && model.addable > 0,
    remember(needed) {
      checkPrepared(needed && !prepared);
      if (event.prepares) {
        storePointer(control, event.entry, event.pointer);
        prepared = true;
        run.log.add('buffer added', run.cycle, area.place, event.entry, event.pointer);
      }
      control.words[0]! += inEffect;
    },
    restart() {
      prepared = false;
      takenBefore = 0;
      inEffect = 0;
    },
  };
}
