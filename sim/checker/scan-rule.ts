// SPDX-License-Identifier: Apache-2.0
import {
  type Allocation,
  beginAllocation,
  entryOfFlag,
  loadFlag,
  mayAllocate,
  restartAllocation,
  results,
  runToSwap,
  stepAllocation,
} from '../reference-model/index.ts';
import type { AllocationRule } from './allocation-rule.ts';
import type { Area } from './area.ts';
import type { Run } from './run.ts';

const hasReturned = ({ next }: Allocation): boolean => next === 0;

/** The allocator that searches as Fig. 6 does: each party's process 600 is driven by the swaps of the design. */
export function createScanRule(run: Run, area: Area): AllocationRule {
  const { model } = area;
  const { control } = model;
  const processes: readonly [Allocation, Allocation] = [beginAllocation(), beginAllocation()];
  const levels = new Int32Array(2).fill(-1);
  const outcome = { takes: false, concludes: true, written: true };
  return {
    outcome,
    sample() {},
    decideSwap(side, level) {
      const process = processes[side.party];
      const { event } = side.atomic;
      if (levels[side.party] === -1) {
        restartAllocation(process);
        runToSwap(process, control);
        levels[side.party] = level;
      }
      const entry = entryOfFlag(process.index);
      if (process.next !== 613 || event.entry !== entry) {
        run.fail({
          rule: 'atomic access',
          where: side.name,
          step: '613 of Fig. 6',
          expected: `the next probe is on entry ${entry}`,
          actual: `it is on entry ${event.entry}`,
          signals: side.signals,
        });
      }
      const before = loadFlag(control, entry);
      const may = mayAllocate(model, side.party);
      run.log.add('probed', run.cycle, side.place, entry, before, process.index);
      stepAllocation(process, control, may);
      runToSwap(process, control);
      outcome.written = may;
      outcome.concludes = hasReturned(process);
      outcome.takes = outcome.concludes && process.result === results.OK;
      if (outcome.concludes) levels[side.party] = -1;
    },
    searchLevel: (party) => levels[party]!,
    mayAnswerNone: () => control.words[0] === 0,
    remember() {},
    restart() {
      levels.fill(-1);
    },
  };
}
