// SPDX-License-Identifier: Apache-2.0
import {
  type Allocation,
  beginAllocation,
  countOnes,
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
import { createAllocationTurns } from './pace/allocation-turns.ts';
import type { Run } from './run.ts';

const hasReturned = ({ next }: Allocation): boolean => next === 0;

/** The allocator that searches as Fig. 6 does: each party's process 600 is driven by the swaps of the design. */
export function createScanRule(run: Run, area: Area): AllocationRule {
  const { model } = area;
  const { control, options } = model;
  const processes: readonly [Allocation, Allocation] = [beginAllocation(), beginAllocation()];
  const levels = new Int32Array(2).fill(-1);
  const outcome = { takes: false, concludes: true, written: true };
  /** Searches under way: the entries not probed yet, or -1. */
  const left = new Int32Array(2).fill(-1);
  const ends = [false, false];
  const turns = createAllocationTurns(model);
  /** Who got an entry. */
  const served = [false, false];
  /** Entries that requests could be given. */
  let requests = 0;
  const nobody = [false, false];
  return {
    outcome,
    sample: () => {
      ends.fill(false);
    },
    begin(firstWaits, secondWaits) {
      turns.step(served, nobody);
      turns.begin(firstWaits, secondWaits);
      served.fill(false);
      requests = Math.max(0, countOnes(control.flags) - options.reserveForReturn);
    },
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
      const may = mayAllocate(model, side.party) && !turns.mustWait(side.party, requests);
      run.log.add('probed', run.cycle, side.place, entry, before, process.index);
      stepAllocation(process, control, may);
      runToSwap(process, control);
      outcome.written = may;
      outcome.concludes = hasReturned(process);
      outcome.takes = outcome.concludes && process.result === results.OK;
      ends[side.party] = outcome.concludes;
      served[side.party] = outcome.takes;
      if (outcome.concludes) levels[side.party] = -1;
    },
    searchLevel: (party) => levels[party]!,
    mayAnswerNone: () => control.words[0] === 0,
    concludes: (party) => ends[party]!,
    continues: (party) => left[party]! > 0 && !ends[party],
    remember() {},
    offer() {},
    offered: (party) => left[party]! < 0 && control.words[0]! > 0,
    exhausted: (party) => left[party]! < 0 && control.words[0] === 0,
    accepted(party, begins, proceeds) {
      if (begins) left[party] = control.words[0]! - 1;
      else if (ends[party]) left[party] = -1;
      else if (proceeds) left[party]! -= 1;
    },
    restart() {
      left.fill(-1);
      turns.restart();
      served.fill(false);
      levels.fill(-1);
    },
  };
}
