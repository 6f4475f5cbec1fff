// SPDX-License-Identifier: Apache-2.0
import {
  accesses,
  accessName,
  applyAllocation,
  applyDeallocation,
  applyIndication,
  decideDeallocation,
  decideIndication,
  levelName,
  levels,
  loadFlag,
  operationName,
  operations,
  pointerOf,
  type Reference,
  resultName,
  results,
} from '../reference-model/index.ts';
import type { AllocationRule } from './allocation-rule.ts';
import type { Side } from './area.ts';
import type { RuleName } from './rules.ts';
import type { Run } from './run.ts';
import type { AreaStatistics, CallStatistics, Counters } from './statistics.ts';

/** Who was accepted in a cycle. */
export const sources = { NOBODY: 0, SENDER: 1, RECEIVER: 2, COMMAND: 3 } as const;

const sourceName = ['nobody', 'the sending circuits', 'the receiving circuits', 'a command'] as const;

/** The operations of one party on its area. */
export interface OperationRule {
  /** Compares the operation that takes effect with what the model decides; changes nothing but a search. */
  decide(): void;
  /** Does it in the model. */
  apply(): void;
  /** Keeps what was accepted, for the next cycle. `taken` is what a detect command takes in this one. */
  remember(taken: Reference | undefined): void;
  /** The decision of this cycle, for those who answer commands and record errors. */
  readonly decision: Decision;
  restart(): void;
}

/** What the model decided. */
export interface Decision {
  /** An operation takes effect. */
  active: boolean;
  /** It is answered. */
  answered: boolean;
  operation: number;
  level: number;
  code: number;
  entry: number;
  tag: number;
  /** What a detect found. */
  readonly found: Reference;
}

/** Step of the flow charts that a result belongs to. */
const deallocationSteps = [
  '718',
  '',
  '706',
  '710',
  '712, checks before the store',
  '712, checks before the store',
];

export function createOperationRule(
  run: Run,
  side: Side,
  allocation: AllocationRule,
  counters: Counters,
  statistics: AreaStatistics,
  calls: CallStatistics | undefined,
  indicated: () => void,
): OperationRule {
  const { area, party, commands, sender, receiver } = side;
  const { model } = area;
  const { control, options } = model;
  const port = side.port.event;
  const atomic = side.atomic.event;
  const given = { operation: 0, entry: 0, pointer: 0, length: 0, tag: 0, kind: 0, detects: false };
  const found: Reference = { entry: 0, length: 0, tag: 0, kind: 0 };
  const decision: Decision = {
    active: false,
    answered: false,
    operation: 0,
    level: 0,
    code: 0,
    entry: 0,
    tag: 0,
    found,
  };
  let source: number = sources.NOBODY;

  function fail(rule: RuleName, expected: string, actual: string, step?: string): never {
    return run.fail({ rule, where: side.name, step, expected, actual, signals: side.signals });
  }

  /** That the right operation, and no other, follows what was accepted. */
  function checkSource(): void {
    const searching = allocation.searchLevel(party);
    const active = port.answered || atomic.happened;
    const probes = searching >= 0 && atomic.happened && atomic.access === accesses.SWAP;
    if (source === sources.NOBODY ? active && !probes : !active) {
      fail(
        'effect in the next cycle',
        source === sources.NOBODY
          ? 'no operation: none was accepted in the cycle before'
          : `the operation of ${sourceName[source]} that was accepted in the cycle before`,
        active ? `${operationName(port.operation)} of entry ${port.entry}` : 'no operation',
      );
    }
    if (!active) return;
    const level =
      source === sources.NOBODY ? searching : source === sources.COMMAND ? levels.COMMAND : levels.CIRCUITS;
    if (port.level !== level || port.byReceiver !== (source === sources.RECEIVER)) {
      fail(
        'effect in the next cycle',
        `an operation of ${source === sources.NOBODY ? levelName(level) : sourceName[source]}`,
        `one of ${port.level === levels.COMMAND ? 'a command' : port.byReceiver ? 'the receiving circuits' : 'the sending circuits'}`,
      );
    }
    const operation =
      source === sources.COMMAND
        ? given.operation
        : source === sources.RECEIVER
          ? operations.DEALLOCATE
          : source === sources.NOBODY
            ? operations.ALLOCATE
            : port.operation;
    if (port.operation !== operation) {
      fail('effect in the next cycle', operationName(operation), operationName(port.operation));
    }
    if (source !== sources.COMMAND) return;
    const names =
      operation === operations.INDICATE
        ? port.entry === given.entry &&
          port.length === given.length &&
          port.tag === given.tag &&
          port.kind === given.kind
        : operation !== operations.DEALLOCATE ||
          (port.entry === given.entry && port.pointer === given.pointer);
    if (!names) {
      fail(
        'effect in the next cycle',
        `what the command named: entry ${given.entry}, pointer ${given.pointer}, ${given.length} bytes, tag ${given.tag}, kind ${given.kind}`,
        `entry ${port.entry}, pointer ${port.pointer}, ${port.length} bytes, tag ${port.tag}, kind ${port.kind}`,
      );
    }
  }

  /** That the flag is reached as it must be. */
  function checkAccess(access: number, value: number, written: boolean, step: string): void {
    const { entry } = port;
    const flag = loadFlag(control, entry);
    const same =
      atomic.happened &&
      atomic.access === access &&
      atomic.entry === entry &&
      (access === accesses.LOAD || atomic.value === value) &&
      atomic.written === written &&
      (entry >= options.entries || atomic.flagBefore === flag);
    if (!same) {
      const text = (happened: boolean, a: number, e: number, f: number, w: boolean, v: number) =>
        happened
          ? `${accessName(a)} of the flag of entry ${e}, which was ${f}${w ? `, ${v} written` : ', nothing written'}`
          : 'no access';
      fail(
        'atomic access',
        text(true, access, entry, flag, written, value),
        text(atomic.happened, atomic.access, atomic.entry, atomic.flagBefore, atomic.written, atomic.value),
        step,
      );
    }
  }

  function decideAllocation(): void {
    if (!atomic.happened) {
      decision.code = results.NONE;
      decision.answered = true;
      if (port.level === levels.CIRCUITS || !allocation.mayAnswerNone(party)) {
        fail(
          'none left',
          port.level === levels.CIRCUITS
            ? 'the circuits wait until an entry is free'
            : 'an entry: one was free',
          `answered with ${resultName(port.code)} without a swap`,
          '610 of Fig. 6',
        );
      }
      return;
    }
    allocation.decideSwap(side, port.level);
    const { takes, concludes, written } = allocation.outcome;
    decision.code = takes ? results.OK : results.NONE;
    decision.answered = concludes;
    const step = takes
      ? '614 and 618 of Fig. 6'
      : concludes
        ? '614 and 610 of Fig. 6'
        : '614 and 616 of Fig. 6';
    counters.swaps += 1;
    const same = atomic.access === accesses.SWAP && atomic.value === 0 && atomic.written === written;
    if (!same || atomic.flagBefore !== flagBeforeSwap) {
      fail(
        'atomic access',
        `swap of the flag of entry ${atomic.entry}, which was ${flagBeforeSwap}, with 0${written ? '' : ', nothing written'}`,
        `${accessName(atomic.access)}, flag was ${atomic.flagBefore}, ${atomic.written ? `${atomic.value} written` : 'nothing written'}`,
        step,
      );
    }
  }
  let flagBeforeSwap = 0;

  function checkAnswer(step: string | undefined): void {
    if (port.answered !== decision.answered || (decision.answered && port.code !== decision.code)) {
      const text = (answered: boolean, code: number) => (answered ? resultName(code) : 'no answer yet');
      fail(
        'answer',
        `${operationName(port.operation)} of entry ${port.entry} by ${levelName(port.level)}: ${text(decision.answered, decision.code)}`,
        text(port.answered, port.code),
        step,
      );
    }
  }

  return {
    decision,
    decide() {
      checkSource();
      decision.active = port.answered || atomic.happened;
      if (!decision.active) {
        decision.answered = false;
        return;
      }
      const { level, entry, length, tag, kind } = port;
      decision.operation = port.operation;
      decision.level = level;
      decision.entry = entry;
      decision.tag = tag;
      decision.answered = true;
      switch (port.operation) {
        case operations.ALLOCATE:
          flagBeforeSwap = loadFlag(control, atomic.entry);
          decideAllocation();
          checkAnswer(decision.code === results.OK ? '618 of Fig. 6' : '610 of Fig. 6');
          return;
        case operations.INDICATE:
          decision.code = decideIndication(model, party, level, entry, length, tag, kind);
          if (level === levels.CIRCUITS) sender.indicates(entry, length, tag, kind, decision.code);
          counters.loads += 1;
          checkAccess(accesses.LOAD, 0, false, '401 and 403 of Fig. 4: the message is passed on');
          checkAnswer(undefined);
          return;
        case operations.DEALLOCATE: {
          const pointer = level === levels.COMMAND ? port.pointer : pointerOf(model, entry);
          decision.code = decideDeallocation(model, party, level, entry, pointer);
          const step = `${deallocationSteps[decision.code]} of Fig. 7`;
          if (level === levels.CIRCUITS) (port.byReceiver ? receiver : sender).frees(entry);
          counters.stores += 1;
          checkAccess(accesses.STORE, 1, decision.code === results.OK, step);
          checkAnswer(step);
          return;
        }
        default:
          decision.code = given.detects ? results.OK : results.NONE;
          counters.detects += 1;
          if (atomic.happened) checkAccess(accesses.LOAD, 0, false, '402 to 405 of Fig. 4');
          checkAnswer('402 to 405 of Fig. 4');
      }
    },
    apply() {
      if (!decision.answered) return;
      const { operation, level, code, entry } = decision;
      const { length, tag, kind } = port;
      if (code === results.NONE) {
        if (level === levels.COMMAND) run.log.add('none', run.cycle, side.place, level, operation);
        return;
      }
      if (code !== results.OK) {
        run.log.add('refused', run.cycle, side.place, level, operation, code, entry);
        return;
      }
      if (operation === operations.ALLOCATE) {
        applyAllocation(model, party, level, entry);
        statistics.allocated(entry, control.flags);
        run.log.add('allocated', run.cycle, side.place, level, entry, pointerOf(model, entry));
        if (level === levels.CIRCUITS) sender.allocated(entry);
        else commands?.obtained(entry, 0);
      } else if (operation === operations.INDICATE) {
        applyIndication(model, party, entry, length, tag, kind);
        calls?.indicated(party, kind, tag);
        run.log.add('indicated', run.cycle, side.place, level, entry, length, tag, kind);
        indicated();
      } else if (operation === operations.DEALLOCATE) {
        applyDeallocation(model, entry);
        run.log.add('freed', run.cycle, side.place, level, entry, 718);
      } else {
        commands?.obtained(found.entry, found.length);
      }
    },
    remember(taken) {
      const command = commands?.monitor.event;
      const accepted = command?.accepted === true;
      if (+port.senderAccepted + +port.releaseAccepted + +accepted > 1) {
        fail('effect in the next cycle', 'one operation is accepted in a cycle', 'more than one is accepted');
      }
      source = port.senderAccepted
        ? sources.SENDER
        : port.releaseAccepted
          ? sources.RECEIVER
          : accepted
            ? sources.COMMAND
            : sources.NOBODY;
      if (!accepted) return;
      const { operation, entry, pointer, length, tag, kind } = command!;
      run.log.add('command accepted', run.cycle, side.place, operation, entry, length, tag, kind);
      Object.assign(given, { operation, entry, pointer, length, tag, kind, detects: taken !== undefined });
      if (taken !== undefined) Object.assign(found, taken);
    },
    restart() {
      source = sources.NOBODY;
      decision.active = false;
      decision.answered = false;
    },
  };
}
