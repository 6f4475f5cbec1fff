// SPDX-License-Identifier: Apache-2.0
import {
  countFree,
  entryOfFlag,
  loadFlag,
  mayAllocate,
  mayGrow,
  parties,
  restartAllocation,
  results,
  runToSwap,
  stepAllocation,
} from '../reference-model/index.ts';
import type { AllocationRule } from './allocation-rule.ts';
import type { Area, Side } from './area.ts';
import { createAllocationTurns } from './pace/allocation-turns.ts';
import type { Run } from './run.ts';
import { createSearch, hasReturned, type Search } from './search.ts';
import type { SupplyRule } from './supply-rule.ts';

/** The allocator that searches as Fig. 6 does: each party's process 600 is driven by the swaps of the design. */
export function createScanRule(run: Run, area: Area, supply: SupplyRule): AllocationRule {
  const { model } = area;
  const { control, second, settings } = model;
  const searches = [createSearch(control), createSearch(control)] as const;
  const outcome = { takes: false, concludes: true, written: true };
  const turns = createAllocationTurns(model);
  /** Who got an entry. */
  const served = [false, false];
  /** Who was told NONE at once in the cycle before, had he asked. */
  const getsNone = [false, false];
  /** Usable entries that are free, before the operations of this cycle. */
  let free = 0;
  /** Entries that requests could be given. */
  let requests = 0;
  let needs = false;
  const nobody = [false, false];

  const nothingThere = ({ left }: Search) => left < 0 && control.words[0] === 0;
  const newReady = ({ chance }: Search) => chance && supply.prepared();

  function fail(side: Side, expected: string): never {
    const { entry } = side.atomic.event;
    const isNew = supply.grownBy(side.party) >= 0;
    return run.fail({
      rule: isNew ? 'growth' : 'atomic access',
      where: side.name,
      step: '613 of Fig. 6',
      expected,
      actual: `it is on entry ${entry}${isNew ? ', as a new one' : ''}`,
      signals: side.signals,
    });
  }

  function begin(search: Search): void {
    search.control = control;
    restartAllocation(search.process, settings.examined);
    runToSwap(search.process, control);
  }

  /** The swap takes a new entry: there is nothing to find. */
  function takeNew(side: Side): void {
    const added = supply.grownBy(side.party);
    if (side.atomic.event.entry !== added) fail(side, 'the swap is on the next new entry');
    outcome.written = true;
    outcome.concludes = true;
    outcome.takes = true;
  }

  function probe(search: Search, side: Side): void {
    const { process } = search;
    runToSwap(process, search.control);
    const entry = search.control.firstBit + entryOfFlag(process.index);
    if (process.next !== 613 || side.atomic.event.entry !== entry || supply.grownBy(side.party) >= 0) {
      fail(side, `the next probe is on entry ${entry}`);
    }
    const before = loadFlag(control, entry);
    const mustWait = model.addable === 0 && turns.mustWait(side.party, requests);
    const may = mayAllocate(model, side.party) && !mustWait;
    run.log.add('probed', run.cycle, side.place, entry, before, process.index);
    stepAllocation(process, search.control, may);
    runToSwap(process, search.control);
    outcome.written = may;
    outcome.concludes = hasReturned(process);
    outcome.takes = outcome.concludes && process.result === results.OK;
    if (!outcome.concludes || outcome.takes) return;
    const goesOn = second !== undefined && search.control === control && settings.examined > control.entries;
    search.found = goesOn ? 'next area' : search.chance ? 'growth' : 'none';
    outcome.concludes = search.found === 'none';
  }

  return {
    outcome,
    sample() {
      for (let party = 0; party < 2; party += 1) {
        searches[party]!.ends = false;
        searches[party]!.chance = mayGrow(model, party);
      }
    },
    begin(firstWaits, secondWaits) {
      turns.step(served, nobody);
      turns.begin(firstWaits, secondWaits);
      served.fill(false);
      free = countFree(model);
      requests = Math.max(0, free - settings.reserve);
    },
    decideSwap(side, level) {
      const search = searches[side.party];
      if (search.level === -1) search.level = level;
      if (search.expectsNew) takeNew(side);
      else probe(search, side);
      search.expectsNew = false;
      search.ends = outcome.concludes;
      served[side.party] = outcome.takes;
      if (outcome.concludes) search.level = -1;
    },
    searchLevel: (party) => searches[party]!.level,
    searches: (party) => searches[party]!.left >= 0,
    mayAnswerNone: (party) => getsNone[party]!,
    concludes: (party) => searches[party]!.ends,
    continues(party) {
      const search = searches[party]!;
      if (search.left < 0 || search.ends) return false;
      if (search.growing) return newReady(search);
      return search.left > 0 && (search.control === control || search.control.words[0]! > 0);
    },
    servable(party) {
      const mayAdd = second === undefined ? searches[party]!.chance : model.addable > 0;
      return mayAdd || free > (party === parties.FIRST ? settings.reserve : 0);
    },
    remember() {},
    offer(firstWants, secondWants) {
      const wants = [firstWants, secondWants];
      needs = searches.some((search, party) =>
        second === undefined
          ? search.chance && (search.growing || (nothingThere(search) && wants[party]!))
          : search.control === second && search.left >= 0 && second.words[0] === 0,
      );
    },
    offered: (party) => {
      const search = searches[party]!;
      return search.left < 0 && (control.words[0]! > 0 || newReady(search));
    },
    exhausted: (party) => nothingThere(searches[party]!) && !searches[party]!.chance,
    needs: () => needs,
    accepted(party, begins, proceeds) {
      const search = searches[party]!;
      getsNone[party] = nothingThere(search) && !search.chance;
      if (begins) {
        search.expectsNew = control.words[0] === 0;
        search.left = Math.max(0, Math.min(control.words[0]!, settings.examined) - 1);
        begin(search);
      } else if (search.ends) {
        search.left = -1;
        search.growing = false;
        search.control = control;
      } else if (search.found === 'next area') {
        search.control = second!;
        search.left = settings.examined - control.entries;
        restartAllocation(search.process, search.left);
      } else if (search.found === 'growth') {
        search.growing = true;
      } else if (proceeds) {
        search.expectsNew = search.growing;
        search.growing = false;
        search.left = Math.max(0, search.left - 1);
      } else if (search.growing && !search.chance) {
        // Somebody else took the last new entry: the search begins again.
        search.growing = false;
        search.left = Math.min(control.words[0]!, settings.examined);
        begin(search);
      }
      search.found = 'none';
    },
    restart() {
      for (const search of searches) Object.assign(search, createSearch(control));
      turns.restart();
      served.fill(false);
      getsNone.fill(false);
    },
  };
}
