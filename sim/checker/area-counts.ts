// SPDX-License-Identifier: Apache-2.0
import { accesses, kinds, levels, operations, parties, results } from '../reference-model/index.ts';
import type { AllocationRule } from './allocation-rule.ts';
import type { Side } from './area.ts';
import type { Decision } from './operation-comparison.ts';
import type { Run } from './run.ts';

/** Feeds the counters of an area. */
export interface AreaCounts {
  /** Counts what happened in the cycle, after the operations of all areas. */
  count(): void;
  restart(): void;
}

const classNames = ['request', 'return'] as const;

/**
 * @param waiting whose circuits have a message that had no buffer when the cycle began
 * @param isFirstArea calls begin here, so that calls and bytes are counted here
 */
export function createAreaCounts(
  run: Run,
  sides: readonly [Side, Side],
  allocation: AllocationRule,
  decisions: readonly Decision[],
  waiting: readonly boolean[],
  isFirstArea: boolean,
): AreaCounts {
  const { name } = sides[0].area;
  const { counters } = run;
  const at = (counter: string) => counters.place(`${name}_${counter}`);
  const [inUse, allocations, deallocations] = [at('in_use_cycles'), at('allocations'), at('deallocations')];
  const [refusals, probes] = [at('refusals'), at('probes')];
  const blocked = classNames.map((kind) => at(`${kind}s_blocked`));
  const waitCycles = classNames.map((kind) => at(`${kind}_wait_cycles`));
  const [calls, bytes] = isFirstArea ? [counters.place('calls'), counters.place('bytes')] : [0, 0];
  const isCounting = counters.count > 0;
  const tried = [false, false];
  let used = 0;

  /** The circuits get a buffer, or give up. */
  function isServed({ sender }: Side, { answered, operation, code, level }: Decision): boolean {
    const ends = code === results.OK || (code === results.NONE && sender.givesUp !== undefined);
    return answered && operation === operations.ALLOCATE && level === levels.CIRCUITS && ends;
  }

  function countDecision(side: Side, decision: Decision): void {
    const { operation, code, level } = decision;
    const { party, sender } = side;
    if (code > results.NONE) counters.add(refusals, 1);
    else if (operation === operations.ALLOCATE) {
      if (code === results.OK) {
        counters.add(allocations, 1);
        used += 1;
      } else if (level === levels.COMMAND || sender.givesUp !== undefined) {
        counters.add(blocked[party]!, 1);
      }
      if (level === levels.CIRCUITS && isServed(side, decision)) tried[party] = false;
    } else if (operation === operations.DEALLOCATE) {
      // Without the checks a buffer that is free can be freed again.
      if (side.atomic.event.flagBefore === 1 || decision.kept) return;
      counters.add(deallocations, 1);
      used -= 1;
    } else if (operation === operations.INDICATE) {
      const { length, kind } = side.port.event;
      counters.add(bytes, length);
      if (kind === kinds.RETURN && party === parties.SECOND) counters.add(calls, 1);
    }
  }

  function countWaiting(side: Side): void {
    const { party, sender } = side;
    if (!waiting[party]) return;
    if (!isServed(side, decisions[party]!) && !allocation.servable(party)) {
      counters.add(waitCycles[party]!, 1);
      if (!tried[party] && sender.givesUp === undefined) counters.add(blocked[party]!, 1);
    }
    tried[party] = true;
  }

  return {
    count() {
      if (!isCounting) return;
      counters.add(inUse, used);
      for (let party = 0; party < 2; party += 1) {
        const { event } = sides[party]!.atomic;
        if (event.happened && event.access === accesses.SWAP) counters.add(probes, 1);
        countWaiting(sides[party]!);
        if (decisions[party]!.answered) countDecision(sides[party]!, decisions[party]!);
      }
    },
    restart() {
      used = 0;
      tried.fill(false);
    },
  };
}
