// SPDX-License-Identifier: Apache-2.0
import { monitorSecondArea } from '../monitors/index.ts';
import {
  beginInitialization,
  type ControlArea,
  runToEntry,
  stepInitialization,
} from '../reference-model/index.ts';
import type { Area } from './area.ts';
import type { Run } from './run.ts';
import type { SupplyRule } from './supply-rule.ts';

/** The second control area: process 800 runs over it when the first has nothing free, and its A[0] is written last. */
export function createSecondAreaRule(run: Run, area: Area, second: ControlArea): SupplyRule {
  const { model } = area;
  const { settings } = model;
  const monitor = monitorSecondArea(run.binding, area.name);
  const { event } = monitor;
  const signals = ['filling', 'entry', 'pointer'].map((name) =>
    run.binding.pathOf(`${area.name}.second_area.${name}`),
  );
  const allocateBuffer = (entry: number) => model.options.addresses[second.firstBit + entry]!;
  let process = beginInitialization();
  /** It was asked for one cycle ago. */
  let needed = false;

  function fail(expected: string, actual: string): never {
    return run.fail({
      rule: 'second area',
      where: area.name,
      step: '808 of Fig. 8',
      expected,
      actual,
      signals,
    });
  }

  return {
    sample() {
      monitor.sample(run.frame);
      model.addable = second.words[0] === 0 && settings.limit > second.firstBit ? second.entries : 0;
      const returned = process.last !== 0 && process.next === 0;
      const due = !returned && (process.last !== 0 || needed);
      if (event.fills !== due) {
        fail(
          due
            ? 'the next entry is filled'
            : 'no entry is filled: nobody needs the second area, or it is there',
          event.fills ? `entry ${event.entry} is filled` : 'none is',
        );
      }
    },
    prepared: () => false,
    grownBy: () => -1,
    remember(needs) {
      needed = needs;
      if (!event.fills) return;
      if (process.last === 0) runToEntry(process, second, allocateBuffer);
      const entry = (process.index - 1) / 2;
      const pointer = allocateBuffer(entry);
      if (event.entry !== second.firstBit + entry || event.pointer !== pointer) {
        fail(
          `entry ${second.firstBit + entry} is filled with pointer ${pointer}`,
          `entry ${event.entry} with ${event.pointer}`,
        );
      }
      stepInitialization(process, second, allocateBuffer);
      runToEntry(process, second, allocateBuffer);
      // Nobody may search the area before step 806: its A[0] is seen only then.
      const complete = process.next === 0;
      second.words[0] = complete ? second.entries : 0;
      if (complete) run.log.add('second area', run.cycle, area.place);
    },
    restart() {
      process = beginInitialization();
      needed = false;
    },
  };
}
