// SPDX-License-Identifier: Apache-2.0
import {
  accesses,
  accessName,
  applyAllocation,
  applyDeallocation,
  applyIndication,
  applyInline,
  decideDeallocation,
  decideIndication,
  decideInline,
  isKept,
  levels,
  loadFlag,
  noteKept,
  operations,
  pointerOf,
  type Reference,
  resultName,
  results,
  slotNumber,
} from '../reference-model/index.ts';
import { createAcceptedOperation } from './accepted-operation.ts';
import type { AllocationRule } from './allocation-rule.ts';
import type { Side } from './area.ts';
import { compareOperations, type Decision } from './operation-comparison.ts';
import type { Run } from './run.ts';
import type { AreaStatistics, CallStatistics, Counters } from './statistics.ts';

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

/** Who counts along, and who hears of a message that is sent. */
export interface OperationListeners {
  readonly counters: Counters;
  readonly statistics: AreaStatistics;
  /** Where calls begin and end; undefined in the other area of a gateway. */
  readonly calls: CallStatistics | undefined;
  indicated(): void;
}

/** Step of Fig. 7 that a result belongs to; the refusals that the figure does not know stand between 712 and the store. */
const deallocationSteps = new Map<number, string>([
  [results.OK, '718 of Fig. 7'],
  [results.ERR_RANGE, '706 of Fig. 7'],
  [results.ERR_NOT_FOUND, '710 of Fig. 7'],
]);
const otherDeallocationStep = '712, checks before the store, of Fig. 7';

export function createOperationRule(
  run: Run,
  side: Side,
  allocation: AllocationRule,
  listeners: OperationListeners,
): OperationRule {
  const { area, party, commands, sender, receiver } = side;
  const { counters, statistics, calls } = listeners;
  const { model } = area;
  const { control } = model;
  const port = side.port.event;
  const atomic = side.atomic.event;
  const accepted = createAcceptedOperation(run, side, allocation);
  const { reference: found } = accepted.detected;
  const decision: Decision = {
    answered: false,
    operation: 0,
    level: 0,
    code: 0,
    entry: 0,
    tag: 0,
    kept: false,
    found,
  };

  const { fail, checkAccess, checkAnswer } = compareOperations(run, side, decision);

  function decideAllocation(): void {
    if (!atomic.happened) {
      decision.code = results.NONE;
      const waits = port.level === levels.CIRCUITS && sender.givesUp === undefined;
      if (waits || !allocation.mayAnswerNone(party)) {
        fail(
          'none left',
          waits ? 'the circuits wait until an entry is free' : 'an entry: one was free',
          `answered with ${resultName(port.code)} without a swap`,
          '610 of Fig. 6',
        );
      }
      return;
    }
    const flag = loadFlag(control, atomic.entry);
    allocation.decideSwap(side, port.level);
    const { takes, concludes, written } = allocation.outcome;
    decision.code = takes ? results.OK : results.NONE;
    decision.answered = concludes;
    counters.swaps += 1;
    const step = `614 and ${takes ? '618' : concludes ? '610' : '616'} of Fig. 6`;
    checkAccess(accesses.SWAP, 0, flag, written, step);
    checkAnswer(step);
  }

  /** A message in an inline slot: no flag is asked for. */
  function decideInlineIndicate(): void {
    const { entry, length, tag, kind } = port;
    const inline = model.inline!;
    if (atomic.happened || entry !== 0) {
      fail(
        'bypass',
        'a message in an inline slot names no entry and asks for no flag',
        atomic.happened
          ? `${accessName(atomic.access)} of the flag of entry ${atomic.entry}`
          : `entry ${entry}`,
      );
    }
    decision.code = decideInline(model, party, tag, kind);
    sender.indicates(slotNumber(inline, party, inline.rings[party].next), length, tag, kind, decision.code);
    checkAnswer('401 to 404 of Fig. 4');
  }

  function decideIndicate(): void {
    const { level, entry, length, tag, kind } = port;
    if (model.inline !== undefined && port.inline !== length <= model.inline.bytes) {
      fail(
        'bypass',
        `messages of at most ${model.inline.bytes} bytes, and no others, go in inline slots`,
        `one of ${length} bytes goes ${port.inline ? 'in a slot' : 'in a buffer'}`,
      );
    }
    if (port.inline) {
      decideInlineIndicate();
      return;
    }
    decision.code = decideIndication(model, party, level, entry, length, tag, kind);
    if (level === levels.CIRCUITS) sender.indicates(entry, length, tag, kind, decision.code);
    counters.loads += 1;
    checkAccess(accesses.LOAD, 0, loadFlag(control, entry), false, '401 to 404 of Fig. 4');
    checkAnswer('401 to 404 of Fig. 4');
  }

  function decideDeallocate(): void {
    const { level, entry } = port;
    const pointer = level === levels.COMMAND ? port.pointer : pointerOf(model, entry);
    const takenBack = side.reclaim?.takesBack() ?? false;
    decision.code = decideDeallocation(model, party, level, entry, pointer, takenBack);
    if (level === levels.CIRCUITS) (port.byReceiver ? receiver : sender).frees(entry);
    counters.stores += 1;
    const step = deallocationSteps.get(decision.code) ?? otherDeallocationStep;
    decision.kept = decision.code === results.OK && isKept(model, party, level, entry);
    const written = decision.code === results.OK && !decision.kept;
    checkAccess(accesses.STORE, 1, loadFlag(control, entry), written, step);
    checkAnswer(step);
  }

  function decideDetect(): void {
    decision.code = accepted.detected.found ? results.OK : results.NONE;
    counters.detects += 1;
    if (atomic.happened) fail('atomic access', 'a detect leaves the flags alone', accessName(atomic.access));
    checkAnswer('402 to 405 of Fig. 4');
  }

  /** Whatever RTL and model agree upon: a buffer that nobody will ask for again is lost. */
  function keep(entry: number): void {
    if (noteKept(model.calls!, party, entry)) return;
    fail('held calls', `entry ${entry} is kept for the return of its call`, 'no call waits: it is lost');
  }

  function applyOk(): void {
    const { operation, level, entry } = decision;
    const { length, tag, kind } = port;
    switch (operation) {
      case operations.ALLOCATE:
        applyAllocation(model, party, level, entry);
        statistics.allocated(entry, control.flags);
        run.log.add('allocated', run.cycle, side.place, level, entry, pointerOf(model, entry));
        if (level === levels.CIRCUITS) sender.allocated(entry);
        else commands?.allocated(entry);
        return;
      case operations.INDICATE:
        if (port.inline) {
          const slot = applyInline(model, party, length, tag, kind);
          calls?.indicated(party, kind, tag);
          run.log.add('indicated', run.cycle, side.place, level, slot, length, tag, kind);
          listeners.indicated();
          return;
        }
        if (sender.passedHeld !== undefined) model.settings.hold = sender.passedHeld();
        applyIndication(model, party, entry, length, tag, kind);
        calls?.indicated(party, kind, tag);
        run.log.add('indicated', run.cycle, side.place, level, entry, length, tag, kind);
        listeners.indicated();
        return;
      case operations.DEALLOCATE:
        if (decision.kept) keep(entry);
        else applyDeallocation(model, entry);
        run.log.add(decision.kept ? 'kept' : 'freed', run.cycle, side.place, level, entry);
        return;
      default:
        commands?.detected(found.entry, found.length);
    }
  }

  return {
    decision,
    decide() {
      decision.answered = accepted.check();
      if (!decision.answered) return;
      decision.operation = port.operation;
      decision.level = port.level;
      decision.entry = port.entry;
      decision.tag = port.tag;
      if (port.operation === operations.ALLOCATE) decideAllocation();
      else if (port.operation === operations.INDICATE) decideIndicate();
      else if (port.operation === operations.DEALLOCATE) decideDeallocate();
      else decideDetect();
      if (decision.answered) counters.answered += 1;
    },
    apply() {
      const { answered, operation, level, code, entry } = decision;
      if (!answered) return;
      if (code === results.OK) applyOk();
      else if (code !== results.NONE)
        run.log.add('refused', run.cycle, side.place, level, operation, code, entry);
      else if (level === levels.COMMAND) run.log.add('none', run.cycle, side.place, level, operation);
      else sender.givesUp?.();
    },
    remember: accepted.remember,
    restart() {
      accepted.restart();
      decision.answered = false;
    },
  };
}
